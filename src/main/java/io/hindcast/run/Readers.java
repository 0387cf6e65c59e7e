package io.hindcast.run;

import io.hindcast.asset.Asset;
import io.hindcast.ledger.Changed;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** Who among the partitions of an asset reads certain partitions of others. */
record Readers(Asset asset) {

    /** The partitions inside {@code within} that read any of these, directly or through their own asset. */
    PartitionSet of(Map<String, PartitionSet> sets, PartitionSet within) {
        return through(asset.inputs(), sets, within);
    }

    /** Those that read something that changed, in a column that they look at, and not by an input to be ignored. */
    PartitionSet ofChanged(Map<String, Changed> changes, PartitionSet within) {
        Map<String, PartitionSet> seen = new HashMap<>();
        for (Asset.Input input : strict()) {
            Changed changed = changes.get(input.name());
            if (changed != null) {
                seen.put(input.name(), changed.seenBy(asset.columnsOf(input)));
            }
        }
        Changed own = changes.get(asset.name());
        if (own != null) {
            seen.put(asset.name(), own.partitions());
        }
        return through(strict(), seen, within);
    }

    /** Those that read something that changed in other columns alone. */
    PartitionSet ofUnseen(Map<String, Changed> changes, PartitionSet within) {
        PartitionSet readers = PartitionSet.empty(asset.partitioning());
        for (Asset.Input input : strict()) {
            Changed changed = changes.get(input.name());
            if (changed != null) {
                PartitionSet unseen = changed.unseenBy(asset.columnsOf(input));
                readers = readers.union(input.readersOf(unseen).intersect(within));
            }
        }
        return readers;
    }

    /** What changed of what these read, in words. */
    String unseen(Map<String, Changed> changes, PartitionSet readers) {
        List<String> parts = new ArrayList<>();
        for (Asset.Input input : strict()) {
            Changed changed = changes.get(input.name());
            if (changed != null && changed.unseenBy(asset.columnsOf(input)).intersects(input.readBy(readers))) {
                SortedSet<String> columns = changed.columnsUnseenBy(asset.columnsOf(input), input.readBy(readers));
                parts.add("of " + input.name() + " " + Changed.only(columns));
            }
        }
        return String.join(", ", parts) + ", which they do not read";
    }

    private List<Asset.Input> strict() {
        return asset.inputs().stream().filter(Asset.Input::isStrict).toList();
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
