package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.delta.OpenTables;
import io.hindcast.delta.Trial;
import io.hindcast.ledger.InputRead;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.Problems;
import io.hindcast.problem.TrialProblems;
import java.time.InstantSource;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Computes what a step would write, and writes nothing. */
public final class Trials {

    private final SparkSession session;
    private final OpenTables tables;
    private final JobRows jobs;

    /** For the jobs of one warehouse. */
    public Trials(SparkSession session, Warehouse warehouse, InstantSource clock) {
        this.session = session;
        this.tables = new OpenTables(session, clock);
        this.jobs = new JobRows(session, tables, warehouse);
    }

    /**
     * The rows of partitions, as a run would make them.
     *
     * @param inputs input to the version that is read; {@code self} for the asset itself
     * @param shown how many rows are kept
     * @throws ProblemException when the job fails, or its rows do not fit the asset's columns
     */
    public Trial of(Asset asset, PartitionSet partitions, Map<String, InputRead> inputs, int shown) {
        SparkSession.setActiveSession(session);
        Trial.Target target = new Trial.Target(
                Warehouses.table(asset),
                partitions,
                Analysis.schema(asset.signature().columns()),
                asset.declaration().checks(),
                shown);
        try {
            return Trial.of(tables, target, jobs.rows(asset, partitions, inputs));
        } catch (ProblemException e) {
            throw e;
        } catch (Throwable e) {
            // Scala throws checked exceptions undeclared.
            throw Problems.raise(
                    TrialProblems.jobFailed(asset.name(), StepFailures.of(e).message()), e);
        }
    }
}
