package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.delta.OpenTables;
import io.hindcast.delta.PinnedTable;
import io.hindcast.delta.Recomputed;
import io.hindcast.delta.Written;
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
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Computes partitions again, as a run would or under other circumstances, and writes nothing. */
public final class Recomputation {

    /** An odd number of tasks, so that no two rows that shared one before need share one again. */
    private static final int TASKS = 3;

    private static final int SHUFFLES = 5;

    private final SparkSession session;
    private final OpenTables tables;
    private final JobRows jobs;
    private final ObservedRows observed;
    private final UnaryOperator<JobRows.InputRows> reading;
    private final Warehouse warehouse;

    /** @param reading makes of the rows of pinned inputs what is read instead */
    Recomputation(
            SparkSession session,
            Warehouse warehouse,
            OpenTables tables,
            JobRows jobs,
            UnaryOperator<JobRows.InputRows> reading) {
        this.session = session;
        this.warehouse = warehouse;
        this.tables = tables;
        this.jobs = jobs;
        this.observed = new ObservedRows(session, tables, warehouse);
        this.reading = reading;
    }

    /**
     * Under circumstances that must not matter: rows of the inputs in another order, other tasks, another number of
     * shuffle partitions, joins by sorting in place of broadcasts, no adaptive execution.
     */
    public static Recomputation otherwise(SparkSession session, Warehouse warehouse, InstantSource clock) {
        SparkSession other = ((org.apache.spark.sql.classic.SparkSession) session).cloneSession();
        other.conf().set("spark.sql.adaptive.enabled", "false");
        other.conf().set("spark.sql.shuffle.partitions", Integer.toString(SHUFFLES));
        other.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
        OpenTables tables = new OpenTables(other, clock);
        JobRows jobs = new JobRows(other, tables, warehouse);
        return new Recomputation(
                other,
                warehouse,
                tables,
                jobs,
                pinned ->
                        (input, table, read) -> pinned.rows(input, table, read).repartition(TASKS));
    }

    /**
     * What partitions hold when they are computed from certain versions of the inputs.
     *
     * @param inputs input to the version that is read; {@code self} for the asset itself
     * @throws ProblemException when the job fails, or a version is not there any more
     */
    public Written contents(
            Asset asset, PartitionSet partitions, Map<String, InputRead> inputs, Recomputed.Grade grade) {
        return caught(asset, () -> {
            requireThere(asset, inputs);
            Dataset<Row> rows = rows(asset, partitions, inputs);
            return Recomputed.contents(tables, TableRef.of(asset), partitions, rows, grade)
                    .written();
        });
    }

    /**
     * What partitions hold, and what was read for it.
     *
     * @param written as of {@link #contents}
     * @param impure why a run would not have computed it
     */
    public record Observed(Written written, StepReads reads, List<Problem> impure) {}

    /**
     * The same as {@link #contents}, exactly as the values are, under observation.
     *
     * @param check what rows a job may describe
     * @throws ProblemException when the job fails, or a version is not there any more
     */
    public Observed observed(Asset asset, PartitionSet partitions, Map<String, InputRead> inputs, RowsCheck check) {
        return caught(asset, () -> {
            requireThere(asset, inputs);
            JobActions.Watched<Dataset<Row>> described =
                    observed.described(asset, "verify " + asset.name(), () -> rows(asset, partitions, inputs));
            List<Problem> impure =
                    check.problems(asset, JobRows.plan(described.result()), InputEnds.of(tables, warehouse, asset));
            Recomputed.Contents contents = Recomputed.contents(
                    tables, TableRef.of(asset), partitions, described.result(), Recomputed.Grade.EXACT);
            return new Observed(
                    contents.written(),
                    observed.reads(
                            new ReadObserver.Computation(asset, partitions, inputs),
                            described.queries().and(contents.computation())),
                    impure);
        });
    }

    /**
     * Rows that the table has and the computation does not give, and the other way round.
     *
     * @param batch what is computed together
     * @param only the partitions of it whose rows are compared
     * @param most how many of each side at most
     * @throws ProblemException when the job fails
     */
    public Recomputed.Examples examples(
            Asset asset, PartitionSet batch, PartitionSet only, Map<String, InputRead> inputs, int most) {
        return caught(asset, () -> {
            Dataset<Row> rows = rows(asset, batch, inputs);
            return Recomputed.examples(tables, TableRef.of(asset), only, rows, most);
        });
    }

    /**
     * Rows of partitions that come out when they are computed in one batch alone, and the other way round.
     *
     * @param batch in which they are the "table" of the examples
     * @param part of the batch, the other batch
     * @param most how many of each side at most
     * @throws ProblemException when the job fails
     */
    public Recomputed.Examples betweenBatches(
            Asset asset, PartitionSet batch, PartitionSet part, Map<String, InputRead> inputs, int most) {
        return caught(
                asset,
                () -> Recomputed.difference(
                        PinnedTable.cut(rows(asset, batch, inputs), part), rows(asset, part, inputs), most));
    }

    private Dataset<Row> rows(Asset asset, PartitionSet partitions, Map<String, InputRead> inputs) {
        return jobs.rows(jobs.seeing(asset, inputs), partitions, reading.apply(jobs.pinnedTo(inputs)));
    }

    private void requireThere(Asset asset, Map<String, InputRead> inputs) {
        inputs.forEach((input, read) -> PinnedTable.at(
                tables, input.equals(Asset.SELF) ? TableRef.of(asset) : TableRef.of(warehouse, input), read.version()));
    }

    private <T> T caught(Asset asset, Supplier<T> computation) {
        SparkSession.setActiveSession(session);
        try {
            return computation.get();
        } catch (ProblemException e) {
            throw e;
        } catch (Throwable e) {
            // Scala throws checked exceptions undeclared.
            throw Problems.raise(
                    TrialProblems.jobFailed(asset.name(), StepFailures.of(e).message()), e);
        }
    }
}
