package io.hindcast.run;

import io.hindcast.asset.Asset;
import io.hindcast.ledger.Changed;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who among the partitions of an asset reads certain partitions of others. */
record Readers(Asset asset) {

    /** The partitions inside {@code within} that read any of these, directly or through their own asset. */
    PartitionSet of(Map<String, PartitionSet> sets, PartitionSet within) {
        return through(asset.inputs(), sets, within);
    }

    /** Those that read something that changed, in a column that they look at, and not by an input to be ignored. */
    PartitionSet ofChanged(Map<String, Gathered> changes, PartitionSet within) {
        Map<String, PartitionSet> seen = new HashMap<>();
        for (Asset.Input input : strict()) {
            changed(changes, input.name(), input.readBy(within))
                    .ifPresent(changed -> seen.put(input.name(), changed.seenBy(asset.columnsOf(input))));
        }
        changed(changes, asset.name(), asset.readOfItself(within))
                .ifPresent(own -> seen.put(asset.name(), own.partitions()));
        return through(strict(), seen, within);
    }

    /** What changed among what is read. */
    private static Optional<Changed> changed(Map<String, Gathered> changes, String name, PartitionSet read) {
        return Optional.ofNullable(changes.get(name)).flatMap(all -> all.within(read));
    }

    /** Those that read something that changed in other columns alone. */
    PartitionSet ofUnseen(Map<String, Gathered> changes, PartitionSet within) {
        PartitionSet readers = PartitionSet.empty(asset.partitioning());
        for (Asset.Input input : strict()) {
            Optional<PartitionSet> unseen = changed(changes, input.name(), input.readBy(within))
                    .map(changed -> changed.unseenBy(asset.columnsOf(input)));
            if (unseen.isPresent()) {
                readers = readers.union(input.readersOf(unseen.get()).intersect(within));
            }
        }
        return readers;
    }

    /** What changed of what these read, in words. */
    String unseen(Map<String, Gathered> changes, PartitionSet readers) {
        List<String> parts = new ArrayList<>();
        for (Asset.Input input : strict()) {
            PartitionSet read = input.readBy(readers);
            changed(changes, input.name(), read)
                    .filter(changed -> !changed.unseenBy(asset.columnsOf(input)).isEmpty())
                    .map(changed -> changed.columnsUnseenBy(asset.columnsOf(input), read))
                    .ifPresent(columns -> parts.add("of " + input.name() + " " + Changed.only(columns)));
        }
        return String.join(", ", parts) + ", which they do not read";
    }

    private List<Asset.Input> strict() {
        return asset.inputs().stream().filter(Asset.Input::isStrict).toList();
    }

    private PartitionSet through(List<Asset.Input> inputs, Map<String, PartitionSet> sets, PartitionSet within) {
        PartitionSet readers = none();
        for (Asset.Input input : inputs) {
            PartitionSet set = sets.get(input.name());
            // Of a large set only what is read here is looked at.
            PartitionSet read = set == null ? none() : set.intersect(input.readBy(within));
            if (!read.isEmpty()) {
                readers = readers.union(input.readersOf(read).intersect(within));
            }
        }
        PartitionSet own = sets.get(asset.name());
        if (own != null) {
            readers = readers.union(asset.readersOfItself(own.intersect(asset.readOfItself(within)))
                    .intersect(within));
        }
        return asset.withReadersOfItself(readers, within);
    }

    private PartitionSet none() {
        return PartitionSet.empty(asset.partitioning());
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
