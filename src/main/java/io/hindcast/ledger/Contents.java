package io.hindcast.ledger;

import io.hindcast.partition.PartitionMap;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * What the partitions of an asset hold. It is the large part of what a ledger tells and few ask for it, so that it may be
 * read when it is first asked for. Equal when what they hold is. Safe for many threads.
 */
public final class Contents {

    private final Later<Known> known;

    private Contents(Supplier<Known> known) {
        this.known = new Later<>(known);
    }

    private record Known(PartitionMap<CommitRecord.Content> map, OptionalDouble secondsPerPartition) {}

    /** What is known already. */
    public static Contents of(PartitionMap<CommitRecord.Content> map) {
        return of(map, OptionalDouble.empty());
    }

    /**
     * The same, and how long it took.
     *
     * @param secondsPerPartition of the attempts that committed, on average; empty where that is not told
     */
    public static Contents of(PartitionMap<CommitRecord.Content> map, OptionalDouble secondsPerPartition) {
        Known all = new Known(map, secondsPerPartition);
        return new Contents(() -> all);
    }

    /** What is read when it is asked for, once. */
    static Contents later(Supplier<Contents> contents) {
        return new Contents(() -> contents.get().known.get());
    }

    /** Partitions to what they hold. */
    public PartitionMap<CommitRecord.Content> map() {
        return known.get().map();
    }

    /** How long a partition took on average, by the wall time of the steps that committed; empty where that is not told. */
    public OptionalDouble secondsPerPartition() {
        return known.get().secondsPerPartition();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Contents contents && map().equals(contents.map()));
    }

    @Override
    public int hashCode() {
        return map().hashCode();
    }

    @Override
    public String toString() {
        return map().toString();
    }
}
