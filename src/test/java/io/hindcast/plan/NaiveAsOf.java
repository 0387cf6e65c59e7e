package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.TimeDimension;
import io.hindcast.testing.NaiveReads;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What a partition is shown of an input that it reads as it was, told date by date. */
final class NaiveAsOf {

    private NaiveAsOf() {}

    /** The snapshots on which a partition depends: the one that it is shown, and those that it would be if they came. */
    static List<Partition> of(Asset.Input input, Partition reader, Set<Partition> there, NaiveReads reads) {
        PartitionSet declared = reads.bounded(input.partitioning().domain());
        return declared.partitions()
                .filter(other -> dependsOn(input, reader, other, there))
                .toList();
    }

    /** Whether a snapshot is what the partition is shown, or would be if it were there. */
    static boolean dependsOn(Asset.Input input, Partition reader, Partition other, Set<Partition> there) {
        Set<Partition> all = declared(input, there);
        all.add(other);
        return input.partitioning().domain().contains(other)
                && hasSameKeys(reader, other)
                && ordinal(other) == shown(reader, all);
    }

    /** Whether none of the snapshots that are there is over when the partition is: then it is shown the first. */
    static boolean isBeforeAll(Asset.Input input, Partition reader, Set<Partition> there) {
        return declared(input, there).stream().noneMatch(other -> isOver(other, reader));
    }

    /** Those that are there and are declared. */
    static Set<Partition> declared(Asset.Input input, Set<Partition> there) {
        Set<Partition> declared = new HashSet<>(there);
        declared.removeIf(other -> !input.partitioning().domain().contains(other));
        return declared;
    }

    /** When a partition is over. */
    static Instant end(Partition partition) {
        return time(partition).grid().end(ordinal(partition));
    }

    private static long shown(Partition reader, Set<Partition> there) {
        Optional<Partition> newest =
                there.stream().filter(other -> isOver(other, reader)).max(Comparator.comparing(NaiveAsOf::ordinal));
        return ordinal(newest.orElseGet(() ->
                there.stream().min(Comparator.comparing(NaiveAsOf::ordinal)).orElseThrow()));
    }

    private static boolean isOver(Partition other, Partition reader) {
        return !end(other).isAfter(end(reader));
    }

    private static long ordinal(Partition partition) {
        return partition.ordinal(time(partition).column());
    }

    private static TimeDimension time(Partition partition) {
        return partition.partitioning().time().orElseThrow();
    }

    private static boolean hasSameKeys(Partition reader, Partition other) {
        List<Dimension> dimensions = reader.partitioning().dimensions();
        return other.partitioning().dimensions().stream()
                .filter(KeyDimension.class::isInstance)
                .map(Dimension::column)
                .filter(column -> dimensions.stream().map(Dimension::column).anyMatch(column::equals))
                .allMatch(column -> Objects.equals(reader.key(column), other.key(column)));
    }
}
