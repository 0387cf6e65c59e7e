package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.ReadColumns;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.ChangeLog;
import io.hindcast.ledger.Changed;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Partitions that stay as they are although something that they read changed, since they look at other columns.
 *
 * @param input that changed
 * @param columns of it that did; none when values changed places
 */
record Spared(String input, SortedSet<String> columns, PartitionSet partitions) {

    /**
     * Of an asset, one for each input.
     *
     * @param fresh partitions that are out of date for no reason
     */
    static List<Spared> of(Asset asset, WarehouseState state, PartitionSet fresh) {
        List<Spared> all = new ArrayList<>();
        for (Asset.Input input : asset.inputs()) {
            if (input.isStrict() && state.changesOf(input.name()).isNarrowSomewhere()) {
                Spared spared = of(
                        input, asset.columnsOf(input), state.changesOf(input.name()), restricted(asset, state, fresh));
                if (!spared.partitions().isEmpty()) {
                    all.add(spared);
                }
            }
        }
        return all;
    }

    private static PartitionMap<Build> restricted(Asset asset, WarehouseState state, PartitionSet fresh) {
        return state.asset(asset.name()).builds().restrictedTo(fresh);
    }

    private static Spared of(Asset.Input input, ReadColumns columns, ChangeLog log, PartitionMap<Build> builds) {
        SortedSet<String> changed = new TreeSet<>();
        PartitionSet readers = PartitionSet.empty(builds.partitioning());
        for (Map.Entry<Build, PartitionSet> group : builds.groups().entrySet()) {
            InputRead read = group.getKey().inputs().get(input.name());
            if (read == null) {
                continue;
            }
            PartitionSet upstream = input.readBy(group.getValue());
            for (Changed change : log.changesAfter(read.version(), upstream).values()) {
                PartitionSet unseen = change.unseenBy(columns).intersect(upstream);
                changed.addAll(change.columnsUnseenBy(columns, upstream));
                readers = readers.union(input.readersOf(unseen).intersect(group.getValue()));
            }
        }
        return new Spared(input.name(), changed, readers);
    }

    /** In words, of the partitions of an asset. */
    String text(String asset) {
        return asset + " " + partitions + (partitions.count() == 1 ? " stays" : " stay") + " fresh: of " + input + " "
                + Changed.only(columns) + ", which it does not read";
    }
}
