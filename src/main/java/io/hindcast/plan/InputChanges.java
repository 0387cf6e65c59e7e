package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.ReadColumns;
import io.hindcast.ledger.ChangeLog;
import io.hindcast.ledger.Changed;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What changed of an input since partitions read it. */
final class InputChanges {

    /** As many versions are told one by one; the earlier ones together. */
    private static final int TOLD = 8;

    private final Asset asset;
    private final Asset.Input input;
    private final String table;
    private final WarehouseState state;
    private final ReadColumns columns;

    /**
     * @param table whose changes these are: the input's, or the asset's own
     */
    InputChanges(Asset asset, Asset.Input input, String table, WarehouseState state) {
        this.asset = asset;
        this.input = input;
        this.table = table;
        this.state = state;
        this.columns = asset.columnsOf(input);
    }

    /**
     * Partitions that changed, and who reads them and has not seen it.
     *
     * @param versions that changed them, oldest first; none where the table does not tell
     */
    record Change(Trace.Kind kind, PartitionSet partitions, List<Long> versions, PartitionSet readers) {

        private Change and(Change other) {
            List<Long> both = new ArrayList<>(versions);
            both.addAll(other.versions);
            return new Change(kind, partitions.union(other.partitions), both, readers.union(other.readers));
        }
    }

    /**
     * All of them, oldest first.
     *
     * @param then what was read to the partitions that were made from it
     */
    List<Change> since(Map<InputRead, PartitionSet> then) {
        List<Change> changes = new ArrayList<>();
        List<Map.Entry<InputRead, PartitionSet>> known = new ArrayList<>();
        ChangeLog log = state.changesOf(table);
        for (Map.Entry<InputRead, PartitionSet> each : then.entrySet()) {
            boolean isOther = state.isOtherTable(table, each.getKey());
            if (isOther || !log.covers(each.getKey().version())) {
                Trace.Kind kind = isOther ? Trace.Kind.OTHER_TABLE : Trace.Kind.FORGOTTEN;
                add(changes, new Change(kind, input.readBy(each.getValue()), List.of(), each.getValue()));
            } else {
                known.add(each);
            }
            PartitionSet moved = state.redeclaredSince(table, input, each.getKey());
            PartitionSet readers = input.mapping().downstreamOfUndeclared(moved).intersect(each.getValue());
            add(changes, new Change(Trace.Kind.DECLARED, moved, List.of(), readers));
        }
        List<Change> byVersion = byVersion(log, known);
        int merged = Math.max(0, byVersion.size() - TOLD);
        byVersion.subList(0, merged).stream().reduce(Change::and).ifPresent(changes::add);
        changes.addAll(byVersion.subList(merged, byVersion.size()));
        return changes;
    }

    private static void add(List<Change> changes, Change change) {
        if (!change.readers().isEmpty()) {
            changes.add(change);
        }
    }

    /** Walks the versions once, and takes in who read an earlier one as it comes by. */
    private List<Change> byVersion(ChangeLog log, List<Map.Entry<InputRead, PartitionSet>> then) {
        List<Change> changes = new ArrayList<>();
        if (then.isEmpty()) {
            return changes;
        }
        then.sort(Comparator.comparing(each -> each.getKey().version()));
        int taken = 0;
        PartitionSet read = PartitionSet.empty(asset.partitioning());
        for (Map.Entry<Long, Changed> change :
                log.changes().tailMap(then.get(0).getKey().version(), false).entrySet()) {
            for (; taken < then.size() && then.get(taken).getKey().version() < change.getKey(); taken++) {
                read = read.union(then.get(taken).getValue());
            }
            PartitionSet seen = change.getValue().seenBy(columns);
            PartitionSet readers =
                    shown(log, change.getKey(), input.readersOf(seen).intersect(read));
            if (!readers.isEmpty()) {
                changes.add(new Change(
                        Trace.Kind.DATA, seen.intersect(input.readBy(readers)), List.of(change.getKey()), readers));
            }
        }
        return changes;
    }

    /** Where a partition reads what was loaded until it was over, it does not see what came later. */
    private PartitionSet shown(ChangeLog log, long version, PartitionSet readers) {
        Instant loaded = log.times().get(version);
        return input.isAsOfLoads() && loaded != null ? input.shownLoadsOf(loaded, readers) : readers;
    }
}
