package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.delta.OpenTables;
import io.hindcast.delta.Trial;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.TableRef;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Problem;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.Problems;
import io.hindcast.problem.TrialProblems;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Computes what a step would write, and writes nothing. */
public final class Trials {

    private final SparkSession session;
    private final OpenTables tables;
    private final JobRows jobs;
    private final ObservedRows observed;
    private final Warehouse warehouse;
    private final RowsCheck check;

    /**
     * For the jobs of one warehouse.
     *
     * @param check what rows a job may describe
     */
    public Trials(SparkSession session, Warehouse warehouse, InstantSource clock, RowsCheck check) {
        this.session = session;
        this.warehouse = warehouse;
        this.check = check;
        this.tables = new OpenTables(session, clock);
        this.jobs = new JobRows(session, tables, warehouse);
        this.observed = new ObservedRows(session, tables, warehouse);
    }

    /** What a step would write, and what was read for it. */
    public record Tried(Trial trial, StepReads reads) {}

    /**
     * The rows of partitions, as a run would make them.
     *
     * @param inputs input to the version that is read; {@code self} for the asset itself
     * @param shown how many rows are kept
     * @throws ProblemException when the job fails, or its rows are no pure function of the inputs, or do not fit the
     *     asset's columns
     */
    public Tried of(Asset asset, PartitionSet partitions, Map<String, InputRead> inputs, int shown) {
        SparkSession.setActiveSession(session);
        Trial.Target target = new Trial.Target(
                TableRef.of(asset),
                partitions,
                Analysis.schema(asset.signature().columns()),
                asset.declaration().checks(),
                shown);
        try {
            JobActions.Watched<Dataset<Row>> described =
                    observed.described(asset, "try " + asset.name(), () -> jobs.rows(asset, partitions, inputs));
            List<Problem> impure =
                    check.problems(asset, JobRows.plan(described.result()), InputEnds.of(tables, warehouse, asset));
            if (!impure.isEmpty()) {
                throw Problems.raiseAll(impure);
            }
            Trial trial = Trial.of(tables, target, described.result());
            return new Tried(
                    trial,
                    observed.reads(
                            new ReadObserver.Computation(asset, partitions, inputs),
                            described.queries().and(trial.computation())));
        } catch (ProblemException e) {
            throw e;
        } catch (Throwable e) {
            // Scala throws checked exceptions undeclared.
            throw Problems.raise(
                    TrialProblems.jobFailed(asset.name(), StepFailures.of(e).message()), e);
        }
    }
}
