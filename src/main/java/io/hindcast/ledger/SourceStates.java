package io.hindcast.ledger;

import io.hindcast.asset.SourceDeclaration;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.Problems;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads what is known of sources: what they hold from their tables, and when that changed from an index that grows by the
 * commits since it was last read. What a log no longer tells is found by comparing the files that were there with those
 * that are there; what cannot be found out so counts as changed.
 */
final class SourceStates {

    /** By what a table tells that its columns may be renamed, so that the same files may show other rows. */
    private static final String MAPPING = "delta.columnMapping.mode";

    private final Tables tables;

    SourceStates(Tables tables) {
        this.tables = tables;
    }

    /**
     * A source as it was read.
     *
     * @param known to be remembered; empty where there is no table
     */
    record Reading(SourceState state, Optional<KnownSource> known) {}

    /**
     * Reads a source.
     *
     * @param oldest the oldest version whose later changes are asked for; empty for none
     * @param remembered what was known of it
     */
    Reading read(SourceDeclaration source, Optional<Long> oldest, Optional<KnownSource> remembered) {
        TableRef table = TableRef.of(source);
        Optional<TableState> state = tables.state(table);
        if (state.isEmpty()) {
            return new Reading(SourceState.absent(source.partitioning()), Optional.empty());
        }
        TableState now = state.get();
        Inventory inventory = tables.inventory(table, now.version());
        String stamp = tables.stamp(table, now.version()).orElse("");
        long asked = Math.min(now.version(), oldest.orElse(now.version()));
        ChangeLog changes = new OfOne(source, table, now, inventory.files(), stamp)
                .changes(asked, remembered.filter(known -> known.isOf(source, now)));
        KnownSource known = new KnownSource(
                source.path(),
                now.id(),
                now.version(),
                stamp,
                KnownSource.declared(source),
                changes,
                inventory.files());
        return new Reading(new SourceState(state, changes, inventory, source.retain()), Optional.of(known));
    }

    /** One source. */
    private final class OfOne {

        private final SourceDeclaration source;
        private final TableRef table;
        private final TableState now;
        private final DataFiles files;
        private final String stamp;

        OfOne(SourceDeclaration source, TableRef table, TableState now, DataFiles files, String stamp) {
            this.source = source;
            this.table = table;
            this.now = now;
            this.files = files;
            this.stamp = stamp;
        }

        /** What changed after a version, and maybe before. */
        ChangeLog changes(long asked, Optional<KnownSource> remembered) {
            Optional<KnownSource> known = remembered.filter(index -> index.version() < now.version()
                    || (index.stamp().equals(stamp) && index.files().equals(files)));
            if (known.isPresent() && known.get().changes().since() <= asked) {
                return grown(known.get()).since(asked);
            }
            if (asked >= now.version()) {
                return new ChangeLog(source.partitioning(), asked, new TreeMap<>());
            }
            long begin = tables.oldestCommit(table) - 1;
            if (known.isPresent() && known.get().changes().since() <= begin) {
                return grown(known.get());
            }
            // What neither the log nor an index tells counts as changed: after an older version, everything.
            long from = Math.max(asked, begin);
            return ChangeLog.of(source.partitioning(), from, commits(from));
        }

        private ChangeLog grown(KnownSource known) {
            if (known.version() == now.version()) {
                return known.changes();
            }
            long begin = tables.oldestCommit(table) - 1;
            if (begin <= known.version()) {
                return known.changes().and(commits(known.version()));
            }
            return known.changes()
                    .afterGap(known.version(), begin, differing(known.files()))
                    .and(commits(begin));
        }

        private PartitionSet differing(DataFiles before) {
            boolean isMapped = !now.properties().getOrDefault(MAPPING, "none").equals("none");
            return isMapped ? source.partitioning().domain() : before.differing(source.partitioning(), files);
        }

        private List<TableCommit> commits(long after) {
            List<TableCommit> commits = tables.commits(table, after, now.version());
            // Someone else's table may be rewritten by its owner: its rows changed. What we stage only grows.
            commits.stream()
                    .filter(commit -> source.landing().isPresent())
                    .filter(commit -> commit.nature() == TableCommit.Nature.REWRITE)
                    .findFirst()
                    .ifPresent(commit -> {
                        throw Problems.raise(LedgerProblems.stagingRewritten(
                                table.name(), commit.version(), commit.operation(), commit.author()));
                    });
            return commits;
        }
    }
}
