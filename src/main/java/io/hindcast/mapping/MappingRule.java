package io.hindcast.mapping;

import io.hindcast.interval.IntervalSet;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How an input is read, as its author declares it.
 *
 * @param time which periods are read; {@link TimeRule.Whole} also means all keys of each column without a rule
 * @param keys by key column the upstream keys that feed a downstream key; keys that a column's rule does not mention
 *     are fed by themselves
 */
public record MappingRule(TimeRule time, Map<String, Map<String, SortedSet<String>>> keys) {

    public MappingRule {
        Objects.requireNonNull(time, "time");
        SortedMap<String, Map<String, SortedSet<String>>> copy = new TreeMap<>();
        keys.forEach((column, rule) -> copy.put(column, copyOf(rule)));
        keys = Collections.unmodifiableSortedMap(copy);
    }

    /** The same partition, or those that overlap it in another grain. */
    public static MappingRule same() {
        return lag(0);
    }

    /**
     * The periods from some before to some after.
     *
     * @param before how many before; negative to begin after; {@link Long#MAX_VALUE} for all before
     * @param after how many after; negative to end before; {@link Long#MAX_VALUE} for all after
     * @throws IllegalArgumentException when the window would end before it begins
     */
    public static MappingRule window(long before, long after) {
        long from = before == Long.MAX_VALUE ? Long.MIN_VALUE : -before;
        long until = after == Long.MAX_VALUE ? Long.MAX_VALUE : after + 1;
        return offsets(IntervalSet.of(from, until));
    }

    /** The periods at separate offsets. */
    public static MappingRule offsets(IntervalSet offsets) {
        return new MappingRule(new TimeRule.Aligned(offsets), Map.of());
    }

    /** The period a number before. */
    public static MappingRule lag(long periods) {
        return offsets(IntervalSet.point(-periods));
    }

    /** The whole input. */
    public static MappingRule whole() {
        return new MappingRule(new TimeRule.Whole(), Map.of());
    }

    /**
     * The same with a rule for a key column, in place of one it had.
     *
     * @param column the key column, of the same name on both sides
     * @param upstreamByDownstream for a downstream key the upstream keys that feed it
     */
    public MappingRule withKeys(String column, Map<String, SortedSet<String>> upstreamByDownstream) {
        Map<String, Map<String, SortedSet<String>>> more = new TreeMap<>(keys);
        more.put(column, upstreamByDownstream);
        return new MappingRule(time, more);
    }

    /** What is read, for people, such as "the same partition and the 6 before it". */
    public String description() {
        return Descriptions.of(this);
    }

    /**
     * What is said of time as an author writes it below an input: {@code window: {before: 6}}, {@code offsets: [0, -27]},
     * {@code lag: 1}, {@code all: true}; empty for the same partition, of which nothing need be said.
     */
    public String declaration() {
        return time instanceof TimeRule.Aligned aligned ? OffsetText.of(aligned.offsets()) : "all: true";
    }

    /**
     * The same of an asset's own other partitions, as what stands behind {@code self:}.
     *
     * @throws IllegalStateException when it is the whole input
     */
    public String selfDeclaration() {
        if (time instanceof TimeRule.Aligned aligned) {
            return OffsetText.ofSelf(aligned.offsets());
        }
        throw new IllegalStateException("no asset reads the whole of itself");
    }

    private static Map<String, SortedSet<String>> copyOf(Map<String, SortedSet<String>> rule) {
        SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
        rule.forEach((key, upstream) -> copy.put(key, Collections.unmodifiableSortedSet(new TreeSet<>(upstream))));
        return Collections.unmodifiableSortedMap(copy);
    }
}
