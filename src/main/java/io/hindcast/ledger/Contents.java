package io.hindcast.ledger;

import io.hindcast.partition.PartitionMap;
import java.util.function.Supplier;

/**
 * What the partitions of an asset hold. It is the large part of what a ledger tells and few ask for it, so that it may be
 * read when it is first asked for. Equal when what they hold is. Safe for many threads.
 */
public final class Contents {

    private final Later<PartitionMap<CommitRecord.Content>> map;

    private Contents(Supplier<PartitionMap<CommitRecord.Content>> map) {
        this.map = new Later<>(map);
    }

    /** What is known already. */
    public static Contents of(PartitionMap<CommitRecord.Content> map) {
        return new Contents(() -> map);
    }

    /** What is read when it is asked for, once. */
    static Contents later(Supplier<PartitionMap<CommitRecord.Content>> map) {
        return new Contents(map);
    }

    /** Partitions to what they hold. */
    public PartitionMap<CommitRecord.Content> map() {
        return map.get();
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
