package io.hindcast.ledger;

import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values put on partitions and taken away again, one after the other; gathered, then laid over each other once. */
final class Overlay<V> {

    private final Partitioning partitioning;
    private final List<PartitionMap.Entry<Optional<V>>> layers = new ArrayList<>();

    Overlay(Partitioning partitioning) {
        this.partitioning = partitioning;
    }

    void put(PartitionSet set, V value) {
        layers.add(new PartitionMap.Entry<>(set, Optional.of(value)));
    }

    void remove(PartitionSet set) {
        if (!layers.isEmpty()) {
            layers.add(new PartitionMap.Entry<>(set, Optional.empty()));
        }
    }

    PartitionMap<V> build() {
        List<PartitionMap.Entry<V>> top = new ArrayList<>();
        PartitionMap.of(partitioning, layers)
                .groups()
                .forEach((value, set) -> value.ifPresent(v -> top.add(new PartitionMap.Entry<>(set, v))));
        return PartitionMap.of(partitioning, top);
    }
}
