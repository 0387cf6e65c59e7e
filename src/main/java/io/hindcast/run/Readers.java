package io.hindcast.run;

import io.hindcast.asset.Asset;
import io.hindcast.asset.InputDeclaration;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who among the partitions of an asset reads certain partitions of others. */
record Readers(Asset asset) {

    /** The partitions inside {@code within} that read any of these, directly or through their own asset. */
    PartitionSet of(Map<String, PartitionSet> sets, PartitionSet within) {
        return through(asset.inputs(), sets, within);
    }

    /** The same without inputs whose changes are to be ignored. */
    PartitionSet ofChanged(Map<String, PartitionSet> sets, PartitionSet within) {
        List<Asset.Input> strict = asset.inputs().stream()
                .filter(input -> input.changes() != InputDeclaration.ChangePolicy.IGNORE)
                .toList();
        return through(strict, sets, within);
    }

    private PartitionSet through(List<Asset.Input> inputs, Map<String, PartitionSet> sets, PartitionSet within) {
        PartitionSet readers = PartitionSet.empty(asset.partitioning());
        for (Asset.Input input : inputs) {
            PartitionSet read = sets.get(input.name());
            if (read != null) {
                readers = readers.union(input.readersOf(read).intersect(within));
            }
        }
        PartitionSet own = sets.get(asset.name());
        if (own != null) {
            readers = readers.union(asset.readersOfItself(own).intersect(within));
        }
        return asset.withReadersOfItself(readers, within);
    }

    String causes(Map<String, PartitionSet> sets, PartitionSet held) {
        List<String> causes = new ArrayList<>();
        for (Asset.Input input : asset.inputs()) {
            cause(sets, input.name(), input.readBy(held), causes);
        }
        cause(sets, asset.name(), asset.readOfItself(held), causes);
        return "waits for " + String.join(" and ", causes) + ", which could not be built";
    }

    private static void cause(Map<String, PartitionSet> sets, String name, PartitionSet read, List<String> causes) {
        PartitionSet missing = sets.get(name);
        if (missing != null && missing.intersects(read)) {
            causes.add(name + " " + missing.intersect(read));
        }
    }
}
