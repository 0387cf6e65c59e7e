package io.hindcast.mapping;

import io.hindcast.interval.IntervalSet;

/**
 * A column on either side of a mapping, of the same periods or keys.
 *
 * @param offsets how far what is read may lie behind what reads, in periods; of keys zero alone
 */
public record Alignment(String downstream, String upstream, IntervalSet offsets) {}
