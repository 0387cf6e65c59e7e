package io.hindcast.run;

import io.hindcast.ledger.Effort;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many partitions a step of an asset should have, by how long steps of several sizes took for each of theirs. Begins
 * with a few, takes more each time as long as that is worth something, and goes back where more made it slower: where it
 * spills, or where one partition is much larger than the others. No shape of the cost is supposed.
 *
 * @param bySize the power of two below a step's partitions, as its exponent, to what such steps took
 * @param most never more than this, since more was too much for the cluster
 * @param calm how many steps in a row that had as many as that came to their end
 */
public record StepSizes(SortedMap<Integer, Took> bySize, long most, int calm) {

    /** Of an asset of which nothing is known. */
    public static final StepSizes UNKNOWN = new StepSizes(new TreeMap<>(), Long.MAX_VALUE, 0);

    /** The first step of an unknown asset tells whether there is something wrong with it at all. */
    static final long CANARY = 4;

    private static final int GROWTH = 4;

    /** Newer steps count so much more than all before. */
    private static final double NEWEST = 0.4;

    /** Larger steps are worth it, and smaller ones are gone back to, where that makes so much of a difference. */
    private static final double WORTH = 0.08;

    /** So many times what a partition takes at best is not worth to be avoided where a run comes to its end. */
    private static final double BEARABLE = 1.4;

    /** After so many steps that went well it may have been chance that the cluster gave out. */
    private static final int LONG_CALM = 8;

    public StepSizes {
        bySize = Collections.unmodifiableSortedMap(new TreeMap<>(bySize));
    }

    /**
     * What steps of about one size took.
     *
     * @param partitions the most that one of them had
     * @param perPartition seconds, newer steps counting more
     */
    record Took(long partitions, double perPartition) {

        Took and(Took newer) {
            return new Took(
                    Math.max(partitions, newer.partitions),
                    perPartition + NEWEST * (newer.perPartition - perPartition));
        }
    }

    /** What earlier runs tell. */
    public static StepSizes of(List<Effort> efforts) {
        StepSizes sizes = UNKNOWN;
        for (Effort effort : efforts) {
            if (effort.seconds().isPresent()) {
                sizes = sizes.after(effort.partitions(), effort.seconds().getAsDouble());
            }
        }
        return sizes;
    }

    /** After a step that committed. */
    StepSizes after(long partitions, double seconds) {
        int size = exponent(partitions);
        Map<Integer, Took> all = new TreeMap<>(bySize);
        Took known = bySize.get(size);
        Took took = new Took(partitions, seconds / partitions);
        all.put(size, known == null ? took : known.and(took));
        boolean atMost = partitions * 2 > most;
        boolean isOver = atMost && calm + 1 >= LONG_CALM;
        return new StepSizes(new TreeMap<>(all), isOver ? most * 2 : most, isOver || !atMost ? 0 : calm + 1);
    }

    /** After a step that was too much for the cluster: those that follow have half as many at most. */
    StepSizes overloaded(long partitions) {
        return new StepSizes(bySize, Math.max(1, Math.min(most, partitions / 2)), 0);
    }

    /** What so many partitions take together at best. */
    double seconds(long partitions) {
        return partitions * bySize.getOrDefault(best(), new Took(1, 0)).perPartition();
    }

    /** Whether nothing is known. */
    boolean isUnknown() {
        return bySize.isEmpty();
    }

    /**
     * How many partitions the next step should have.
     *
     * @param seconds it should take at most
     */
    long next(double seconds) {
        if (bySize.isEmpty()) {
            return Math.min(most, CANARY);
        }
        int best = best();
        Took took = bySize.getOrDefault(best, new Took(1, 1));
        long wished = took.partitions() * growth(best);
        double fitting = seconds / Math.max(1e-9, took.perPartition());
        return Math.max(1, Math.min(most, Math.min(wished, (long) fitting)));
    }

    /**
     * Beyond the largest size that was tried nothing is known, and it is worth a try where that size was worth it; between
     * two that were tried something better may lie.
     */
    private int growth(int best) {
        if (best != bySize.lastKey()) {
            return bySize.containsKey(best + 1) ? 1 : 2;
        }
        Took largest = bySize.getOrDefault(best, new Took(1, 1));
        double smaller = bySize.headMap(best).values().stream()
                .filter(took -> took.partitions() * 2 <= largest.partitions())
                .mapToDouble(Took::perPartition)
                .min()
                .orElse(Double.MAX_VALUE);
        return smaller > largest.perPartition() * (1 + WORTH) ? GROWTH : 1;
    }

    /** The smallest size that still is not much worse than the best. */
    long least() {
        double least =
                bySize.values().stream().mapToDouble(Took::perPartition).min().orElse(0);
        return bySize.values().stream()
                .filter(took -> took.perPartition() <= least * BEARABLE)
                .mapToLong(Took::partitions)
                .min()
                .orElse(1);
    }

    /** The size at which a partition takes the least; of sizes that are about as good, the largest. */
    private int best() {
        double least =
                bySize.values().stream().mapToDouble(Took::perPartition).min().orElse(0);
        return bySize.entrySet().stream()
                .filter(entry -> entry.getValue().perPartition() <= least * (1 + WORTH))
                .mapToInt(Map.Entry::getKey)
                .max()
                .orElse(0);
    }

    private static int exponent(long partitions) {
        return 63 - Long.numberOfLeadingZeros(Math.max(1, partitions));
    }
}
