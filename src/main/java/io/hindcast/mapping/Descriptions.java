package io.hindcast.mapping;

import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import io.hindcast.mapping.Pairing.Pair;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Mappings in words. */
final class Descriptions {

    private static final String WHOLE = "the whole input";

    private Descriptions() {}

    /**
     * What the periods that are read are called.
     *
     * @param aligned those that overlap the period that reads
     * @param noun one of them
     * @param pronoun the aligned ones when they were just named
     * @param reference the aligned ones when they were not
     */
    private record Words(String aligned, String noun, String pronoun, String reference) {

        static Words same(String noun) {
            return new Words("the " + noun, noun, "it", "it");
        }

        static Words between(TimeGrid downstream, TimeGrid upstream) {
            String read = upstream.grain().word();
            if (downstream.samePeriods(upstream)) {
                return same(read);
            }
            String reader = downstream.grain().word();
            boolean coarser = upstream.grain().compareTo(downstream.grain()) > 0 && downstream.grain() != Grain.WEEK;
            String aligned = coarser ? "the " + read + " of the " + reader : "the " + read + "s of the " + reader;
            return new Words(aligned, read, coarser ? "it" : "them", aligned);
        }
    }

    /** A rule without knowledge of what it is used between. */
    static String of(MappingRule rule) {
        return time(rule, Words.same("partition")) + keys(rule.keys().keySet());
    }

    /** A rule between partitionings between which it is possible. */
    static String of(Partitioning downstream, Partitioning upstream, MappingRule rule) {
        List<Pair> pairs = Pairing.of(downstream, upstream).pairs();
        if (pairs.isEmpty()) {
            return WHOLE;
        }
        Optional<Pair> time = pairs.stream().filter(Pair::isTime).findFirst();
        if (time.isPresent() || rule.time() instanceof TimeRule.Whole) {
            return time(rule, time.map(Descriptions::words).orElse(Words.same("partition")))
                    + keys(rule.keys().keySet());
        }
        String everything = upstream.time()
                .map(dimension -> "every " + dimension.grid().grain().word() + " of the same keys")
                .orElse("the same keys");
        return everything + keys(rule.keys().keySet());
    }

    /** The input as it was. */
    static String asOf(Partitioning downstream, Partitioning upstream) {
        String reader =
                downstream.time().map(time -> time.grid().grain().word()).orElse("partition");
        return upstream.time()
                .map(time -> time.grid().grain().word())
                .map(read -> "the newest " + read + " up to "
                        + (read.equals(reader) ? "it" : "the end of the " + reader) + " that is there")
                .orElse("what was loaded by the end of the " + reader);
    }

    private static Words words(Pair pair) {
        return Words.between(((TimeDimension) pair.downstream()).grid(), ((TimeDimension) pair.upstream()).grid());
    }

    private static String time(MappingRule rule, Words words) {
        return rule.time() instanceof TimeRule.Aligned aligned ? offsets(aligned.offsets(), words) : WHOLE;
    }

    private static String keys(Set<String> columns) {
        return columns.isEmpty() ? "" : ", keys of " + String.join(" and ", columns) + " as listed";
    }

    /** The aligned periods themselves, then what lies before them, then what lies after them. */
    private static String offsets(IntervalSet offsets, Words words) {
        if (offsets.equals(IntervalSet.all())) {
            return "every " + words.noun();
        }
        List<String> parts = new ArrayList<>();
        if (offsets.contains(0)) {
            parts.add(words.aligned());
        }
        IntervalSet before =
                offsets.intersect(IntervalSet.of(Long.MIN_VALUE, 0)).negate();
        IntervalSet after = offsets.intersect(IntervalSet.of(1, Long.MAX_VALUE));
        for (Interval distances : before.intervals()) {
            parts.add(distances(distances, parts.isEmpty(), words, "before"));
        }
        for (Interval distances : after.intervals()) {
            parts.add(distances(distances, parts.isEmpty(), words, "after"));
        }
        int last = parts.size() - 1;
        return last == 0 ? parts.get(0) : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    /** Distances of at least 1; the first part of a sentence names what it counts. */
    private static String distances(Interval distances, boolean isFirst, Words words, String direction) {
        String nouns = isFirst ? " " + words.noun() + "s" : "";
        String one = isFirst ? "the " + words.noun() : "the one";
        String where = " " + direction + " " + (isFirst ? words.reference() : words.pronoun());
        long nearest = distances.from();
        if (distances.until() == Long.MAX_VALUE) {
            return "all" + nouns + (nearest == 1 ? where : " from " + nearest + where + " on");
        }
        long farthest = distances.until() - 1;
        if (nearest == farthest) {
            return one + (nearest == 1 ? "" : " " + nearest) + where;
        }
        return nearest == 1
                ? "the " + farthest + nouns + where
                : (isFirst ? "the" + nouns : "those") + " from " + nearest + " to " + farthest + where;
    }
}
