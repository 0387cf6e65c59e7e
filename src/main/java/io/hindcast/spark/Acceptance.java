package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.delta.CommitOutcome;
import io.hindcast.delta.OpenTables;
import io.hindcast.delta.PartitionOverwrite;
import io.hindcast.delta.Provenance;
import io.hindcast.delta.StepWrite;
import io.hindcast.delta.Written;
import io.hindcast.ledger.InputRead;
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
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * Takes partitions that others wrote for built by today's jobs from today's inputs: a commit without files for each
 * table. Whether that is true is the word of who asks for it; what is recorded of their content is read from them.
 */
public final class Acceptance {

    private final OpenTables tables;
    private final InstantSource clock;
    private final RunId id;

    /** What one run accepts. */
    public Acceptance(SparkSession session, InstantSource clock, RunId id) {
        this.tables = new OpenTables(session, clock);
        this.clock = clock;
        this.id = id;
    }

    /**
     * What the partitions of an asset count as built from.
     *
     * @param state of which the newest versions are taken
     * @throws io.hindcast.problem.ProblemException when an input has no table
     */
    public static Map<String, InputRead> inputs(Asset asset, WarehouseState state) {
        Map<String, InputRead> inputs = new TreeMap<>();
        asset.inputs().forEach(input -> inputs.put(input.name(), read(asset, input, input.name(), state)));
        asset.ownPartitions().ifPresent(own -> inputs.put(own.name(), read(asset, own, asset.name(), state)));
        return inputs;
    }

    private static InputRead read(Asset asset, Asset.Input input, String table, WarehouseState state) {
        String id = state.tableOf(table)
                .orElseThrow(() -> Problems.raise(LedgerProblems.acceptedWithout(asset.name(), table)));
        return InputRead.of(state.versionOf(table), id, input.description(), input.partitioning());
    }

    /**
     * Accepts partitions of one asset. Reads all their rows.
     *
     * @param accepted bounded and not empty
     * @param state what was known when they were chosen
     * @param reason in the words of who asks
     * @return what the partitions hold
     * @throws io.hindcast.problem.ProblemException when the table is partitioned otherwise, or someone wrote the
     *     partitions since
     */
    public Written accept(Asset asset, PartitionSet accepted, WarehouseState state, String reason) {
        Instant begin = clock.instant();
        Map<String, InputRead> inputs = inputs(asset, state);
        StepWrite step = new StepWrite(
                TableRef.of(asset),
                accepted,
                id.run(),
                asset.name() + "/1",
                1,
                state.asset(asset.name()).version());
        PartitionOverwrite overwrite = PartitionOverwrite.open(tables, step)
                .match(
                        ready -> ready.overwrite(),
                        foreign -> {
                            throw Problems.raise(LedgerProblems.acceptedInVain(
                                    asset.name(), foreign.write().toString()));
                        },
                        done -> {
                            throw new IllegalStateException("accepted twice: " + step);
                        });
        Written there = overwrite.present();
        Provenance provenance = new Provenance(
                id.warehouse(),
                reason,
                asset.signature().fingerprint(),
                asset.signature().columnFingerprints(),
                inputs,
                Map.of(),
                Map.of(),
                Optional.empty(),
                id.actor(),
                OptionalDouble.of(Duration.between(begin, clock.instant()).toMillis() / 1000.0));
        requireCommitted(asset, overwrite.accept(there, provenance));
        return there;
    }

    private static void requireCommitted(Asset asset, CommitOutcome outcome) {
        if (outcome instanceof CommitOutcome.Refused refused) {
            String write = refused.refusal().match(Object::toString, changed -> "the table was altered", failed -> {
                throw new IllegalStateException("accepting " + asset.name() + " failed", refused.cause());
            });
            throw Problems.raise(LedgerProblems.acceptedInVain(asset.name(), write), refused.cause());
        }
        if (outcome instanceof CommitOutcome.Unknown unknown) {
            throw Problems.raise(
                    LedgerProblems.acceptanceUnknown(asset.name(), String.valueOf(unknown.cause())), unknown.cause());
        }
    }
}
