package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.delta.CommitOutcome;
import io.hindcast.delta.OpenTables;
import io.hindcast.delta.PartitionOverwrite;
import io.hindcast.delta.PinnedTable;
import io.hindcast.delta.Provenance;
import io.hindcast.delta.StepWrite;
import io.hindcast.delta.Vacuum;
import io.hindcast.ledger.TableCommit;
import io.hindcast.ledger.TableRef;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.Problems;
import io.hindcast.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.SparkSession;

/** Drops partitions on purpose: a commit for each table that takes their files out of it, and says so of itself. */
public final class Dropping {

    private final OpenTables tables;
    private final InstantSource clock;
    private final RunId id;

    /** What one run drops. */
    public Dropping(SparkSession session, InstantSource clock, RunId id) {
        this.tables = new OpenTables(session, clock);
        this.clock = clock;
        this.id = id;
    }

    /**
     * Drops partitions of one asset. Reads no rows.
     *
     * @param dropped bounded and not empty
     * @param state what was known when they were chosen
     * @param reason in the words of who asks
     * @return the commit
     * @throws io.hindcast.problem.ProblemException when someone else wrote the partitions since
     */
    public TableCommit drop(Asset asset, PartitionSet dropped, WarehouseState state, String reason) {
        Instant begin = clock.instant();
        TableRef table = TableRef.of(asset);
        StepWrite step = new StepWrite(
                table,
                dropped,
                id.run(),
                asset.name() + "/expire",
                1,
                state.asset(asset.name()).version());
        PartitionOverwrite overwrite = PartitionOverwrite.open(tables, step)
                .match(
                        ready -> ready.overwrite(),
                        foreign -> {
                            throw Problems.raise(LedgerProblems.droppedInVain(
                                    asset.name(), foreign.write().toString()));
                        },
                        done -> {
                            throw new IllegalStateException("dropped twice: " + step);
                        });
        CommitOutcome.Committed committed = committed(asset, overwrite.drop(provenance(reason, begin)));
        return new TableCommit(
                committed.version(),
                PinnedTable.id(tables, table),
                clock.instant(),
                "WRITE",
                "",
                Optional.of(committed.record()),
                dropped,
                TableCommit.Nature.REWRITE);
    }

    private Provenance provenance(String reason, Instant begin) {
        return new Provenance(
                id.warehouse(),
                reason,
                "",
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                id.actor(),
                OptionalDouble.of(Duration.between(begin, clock.instant()).toMillis() / 1000.0));
    }

    private static CommitOutcome.Committed committed(Asset asset, CommitOutcome outcome) {
        return outcome.match(
                committed -> committed,
                refused -> {
                    String write = refused.refusal()
                            .match(Object::toString, changed -> "the table was altered", failed -> {
                                throw new IllegalStateException(
                                        "dropping of " + asset.name() + " failed", refused.cause());
                            });
                    throw Problems.raise(LedgerProblems.droppedInVain(asset.name(), write), refused.cause());
                },
                unknown -> {
                    throw Problems.raise(
                            LedgerProblems.dropUnknown(asset.name(), String.valueOf(unknown.cause())), unknown.cause());
                });
    }

    /** Frees the bytes of what a table held once, as far as its own settings allow. */
    public Vacuum.Freed vacuum(Asset asset) {
        return Vacuum.of(tables, TableRef.of(asset));
    }
}
