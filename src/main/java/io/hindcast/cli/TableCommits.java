package io.hindcast.cli;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.TableCommit;
import io.hindcast.ledger.TableRef;
import io.hindcast.plan.Commits;
import io.hindcast.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Single commits of the tables of a warehouse, as far as their logs still hold them. Each costs a look into a log and is looked up
 * once; after a while no more are.
 */
final class TableCommits implements Commits {

    private static final int MOST = 100;

    private final Planning planning;
    private final Map<List<Object>, Optional<TableCommit>> known = new HashMap<>();
    private final Map<List<Object>, Entry> staged = new HashMap<>();
    private boolean isLedgerRead;

    TableCommits(Planning planning) {
        this.planning = planning;
    }

    @Override
    public Optional<TableCommit> commit(String table, long version) {
        List<Object> key = List.of(table, version);
        if (!known.containsKey(key)) {
            known.put(key, known.size() < MOST ? lookedUp(table, version) : Optional.empty());
        }
        return known.getOrDefault(key, Optional.empty());
    }

    private Optional<TableCommit> lookedUp(String name, long version) {
        Workspace workspace = planning.workspace();
        TableRef table = TableRef.of(workspace.warehouse(), name);
        try {
            return workspace.tables().commits(table, version - 1, version).stream()
                    .findFirst()
                    .map(commit -> workspace.warehouse().isSource(name) ? staged(name, commit) : commit);
        } catch (ProblemException gone) {
            // The version is told all the same.
            return Optional.empty();
        }
    }

    /** A commit of ours that loaded files: the ledger knows who asked for it, its author is only the engine. */
    private TableCommit staged(String name, TableCommit commit) {
        if (!isLedgerRead) {
            planning.ledger()
                    .facts(Event.STAGED)
                    .forEach(entry -> entry.version()
                            .ifPresent(version -> staged.putIfAbsent(List.of(entry.asset(), version), entry)));
            isLedgerRead = true;
        }
        return Optional.ofNullable(staged.get(List.<Object>of(name, commit.version())))
                .map(entry -> new TableCommit(
                        commit.version(),
                        commit.table(),
                        commit.at(),
                        "staged in run " + entry.run(),
                        entry.actor(),
                        commit.record(),
                        commit.changed(),
                        commit.nature()))
                .orElse(commit);
    }
}
