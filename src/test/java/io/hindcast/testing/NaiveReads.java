package io.hindcast.testing;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.interval.IntervalSet;
import io.hindcast.mapping.Mapping;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which partitions a partition reads, one by one, looked up once. */
public final class NaiveReads {

    private final Instant now;
    private final Map<String, List<Partition>> extents = new TreeMap<>();
    private final Map<Object, List<Partition>> known = new HashMap<>();
    private final Map<Asked, Boolean> asked = new HashMap<>();

    private record Asked(Mapping mapping, Partition reader, Partition other) {}

    /** The partitions of a warehouse at a moment. */
    public NaiveReads(Warehouse warehouse, Instant now) {
        this.now = now;
        warehouse
                .assets()
                .forEach(asset -> extents.put(
                        asset.name(),
                        asset.partitioning().extent(now).partitions().toList()));
    }

    /** The moment. */
    public Instant now() {
        return now;
    }

    /** The partitions of an asset. */
    public List<Partition> extent(Asset asset) {
        return extents.getOrDefault(asset.name(), List.of());
    }

    /** What a partition reads of an input. */
    public List<Partition> of(Asset.Input input, Partition partition) {
        return known.computeIfAbsent(List.of(input, partition), k -> list(input.mapping(), partition));
    }

    /** Whether a partition reads another by a mapping. */
    public boolean isRead(Mapping mapping, Partition partition, Partition other) {
        return asked.computeIfAbsent(
                new Asked(mapping, partition, other),
                a -> mapping.upstreamOf(PartitionSet.of(mapping.downstream(), partition))
                        .inside()
                        .contains(other));
    }

    /** What it reads of its own asset, of what there is at the moment. */
    public List<Partition> ofSelf(Asset asset, Partition partition) {
        return asset.self()
                .map(self -> known.computeIfAbsent(
                        List.of(asset.name(), partition),
                        k -> list(self, partition).stream()
                                .filter(asset.partitioning().extent(now)::contains)
                                .toList()))
                .orElse(List.of());
    }

    /** What is read; of ranges without end the next few periods stand for all. */
    private List<Partition> list(Mapping mapping, Partition partition) {
        PartitionSet read = mapping.upstreamOf(PartitionSet.of(mapping.downstream(), partition))
                .inside();
        return new ArrayList<>(bounded(read).partitions().toList());
    }

    /** The set, or what of it the next few periods stand for. */
    public PartitionSet bounded(PartitionSet set) {
        if (set.isBounded()) {
            return set;
        }
        long end = set.partitioning().extent(now).timeIntervals().last() + 5;
        return set.restrictTime(IntervalSet.of(Long.MIN_VALUE, end));
    }
}
