package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.ChangeLog;
import io.hindcast.ledger.Changed;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.TableCommit;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Tells of partitions that were rebuilt since somebody read them what they were rebuilt for. */
final class PastReader {

    private final Warehouse warehouse;
    private final WarehouseState state;
    private final Commits commits;

    PastReader(Warehouse warehouse, WarehouseState state, Commits commits) {
        this.warehouse = warehouse;
        this.state = state;
        this.commits = commits;
    }

    /** The newest content of the inputs that they were made from, as far as their commits say that it was for that. */
    LevelReader.Level read(Asset asset, PartitionSet set) {
        LevelReader.Level level = LevelReader.Level.empty();
        state.asset(asset.name())
                .builds()
                .restrictedTo(set)
                .groups()
                .forEach((build, part) -> read(level, asset, build, part));
        return level;
    }

    private void read(LevelReader.Level level, Asset asset, Build build, PartitionSet set) {
        String reason = commits.commit(asset.name(), build.version())
                .flatMap(TableCommit::record)
                .map(CommitRecord::reason)
                .orElse("");
        if (reason.contains(Reason.CODE.word())) {
            level.end(Trace.Kind.CODE, asset.name(), set, "rebuilt for it by run " + build.run(), set);
        }
        for (Asset.Input input : asset.inputs()) {
            boolean isSource = warehouse.isSource(input.name());
            InputRead read = build.inputs().get(input.name());
            if (read != null && reason.contains((isSource ? Reason.DATA : Reason.UPSTREAM).word())) {
                newest(level, asset, input, read, set);
            }
        }
    }

    private void newest(LevelReader.Level level, Asset asset, Asset.Input input, InputRead read, PartitionSet set) {
        ChangeLog log = state.changesOf(input.name());
        ReadColumns columns = asset.columnsOf(input);
        PartitionSet wanted = input.readBy(set);
        for (Map.Entry<Long, Changed> change :
                log.changes().headMap(read.version(), true).descendingMap().entrySet()) {
            PartitionSet seen = change.getValue().seenBy(columns).intersect(wanted);
            if (!seen.isEmpty()) {
                PartitionSet readers = input.readersOf(seen).intersect(set);
                level.ends()
                        .add(new LevelReader.End(
                                Trace.Kind.DATA,
                                input.name(),
                                seen,
                                List.of(change.getKey()),
                                new TreeSet<>(),
                                "read by run " + build(asset, readers),
                                readers));
                if (!warehouse.isSource(input.name())) {
                    level.link(Trace.How.CHANGED, input, seen, readers);
                }
                return;
            }
        }
    }

    private String build(Asset asset, PartitionSet set) {
        return state.asset(asset.name()).builds().restrictedTo(set).groups().keySet().stream()
                .map(Build::run)
                .findFirst()
                .orElse("");
    }
}
