package io.hindcast.mapping;

/**
 * Two partitionings that a rule cannot map.
 *
 * @param why as a sentence for the author
 * @param wayOut what the author can do, in the imperative
 */
public record Misfit(String why, String wayOut) {}
