package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.ReadColumns;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.ChangeLog;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Partitions that stay as they are although something that they read changed, since the declaration says
 * {@code changes: ignore}. That they are what today's staging implies does not follow by itself.
 *
 * @param input whose changes are ignored
 * @param builtFrom the oldest version of it that some of them was built from
 * @param since the first version whose change some of them ignores
 * @param now the version of its table as it stands; -1 when there is none
 */
public record Ignored(String asset, String input, long builtFrom, long since, long now, PartitionSet partitions) {

    /**
     * Of an asset, one for each input.
     *
     * @param of the partitions that are asked about
     */
    public static List<Ignored> of(Asset asset, WarehouseState state, PartitionSet of) {
        List<Ignored> all = new ArrayList<>();
        for (Asset.Input input : asset.inputs()) {
            if (!input.isStrict()) {
                Ignored ignored = of(asset, input, state, of);
                if (!ignored.partitions().isEmpty()) {
                    all.add(ignored);
                }
            }
        }
        return all;
    }

    private static Ignored of(Asset asset, Asset.Input input, WarehouseState state, PartitionSet of) {
        PartitionSet partitions = PartitionSet.empty(asset.partitioning());
        long builtFrom = Long.MAX_VALUE;
        long since = Long.MAX_VALUE;
        ReadColumns columns = asset.columnsOf(input);
        for (Map.Entry<InputRead, PartitionSet> group :
                byRead(asset, input, state, of).entrySet()) {
            InputRead read = group.getKey();
            PartitionSet changed = state.changedSince(input.name(), read, columns);
            PartitionSet readers = input.readersOf(changed).intersect(group.getValue());
            if (!readers.isEmpty()) {
                partitions = partitions.union(readers);
                builtFrom = Math.min(builtFrom, read.version());
                since = Math.min(since, firstChange(state.changesOf(input.name()), read, columns, changed));
            }
        }
        return new Ignored(asset.name(), input.name(), builtFrom, since, state.versionOf(input.name()), partitions);
    }

    /** Commits of one run share what they read. */
    private static Map<InputRead, PartitionSet> byRead(
            Asset asset, Asset.Input input, WarehouseState state, PartitionSet of) {
        Map<InputRead, PartitionSet> groups = new LinkedHashMap<>();
        for (Map.Entry<Build, PartitionSet> group :
                state.asset(asset.name()).builds().restrictedTo(of).groups().entrySet()) {
            InputRead read = group.getKey().inputs().get(input.name());
            if (read != null) {
                groups.merge(read, group.getValue(), PartitionSet::union);
            }
        }
        return groups;
    }

    /** Of another table, and where the log is gone, the next one: nobody can tell of an earlier one. */
    private static long firstChange(ChangeLog log, InputRead read, ReadColumns columns, PartitionSet changed) {
        return log.changesAfter(read.version(), changed).entrySet().stream()
                .filter(change -> !change.getValue().seenBy(columns).isEmpty())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(read.version() + 1);
    }

    /** In words, to stand behind the partitions. */
    public String text() {
        return "changes of " + input + " since version " + since + " are ignored: built from version " + builtFrom
                + (now < 0 ? "" : ", now it is version " + now);
    }
}
