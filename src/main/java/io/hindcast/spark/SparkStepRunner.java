package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.delta.CheckFailure;
import io.hindcast.delta.CommitOutcome;
import io.hindcast.delta.OpenTables;
import io.hindcast.delta.PartitionOverwrite;
import io.hindcast.delta.PinnedTable;
import io.hindcast.delta.Provenance;
import io.hindcast.delta.SchemaChange;
import io.hindcast.delta.StepWrite;
import io.hindcast.delta.TableCreation;
import io.hindcast.delta.Written;
import io.hindcast.ledger.ColumnChange;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.TableCommit;
import io.hindcast.ledger.TableRef;
import io.hindcast.ledger.Tables;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.retry.Failure;
import io.hindcast.run.Attempt;
import io.hindcast.run.FairShare;
import io.hindcast.run.StepOutcome;
import io.hindcast.run.StepRunner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out steps: one Spark job and one commit in two phases each. */
public final class SparkStepRunner implements StepRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SparkStepRunner.class);

    /** Stands with the jobs of steps, and with no others of the application. */
    static final String OURS = "hindcast.step";

    private final SparkSession session;
    private final FairPools pools;
    private final OpenTables tables;
    private final Tables logs;
    private final Warehouse warehouse;
    private final String actor;
    private final InstantSource clock;
    private final JobRows jobs;
    private final ObservedRows observed;
    private final StepScrutiny scrutiny;
    private final Map<String, AtWork> atWork = new ConcurrentHashMap<>();

    /**
     * A runner for the steps of one warehouse.
     *
     * @param logs tells versions and commits
     * @param actor who asked for the run: user and host
     */
    public SparkStepRunner(SparkSession session, Warehouse warehouse, Tables logs, InstantSource clock, String actor) {
        this.actor = actor;
        this.session = session;
        this.pools = new FairPools(session.sparkContext(), FairShare.standard(), Map.of());
        this.tables = new OpenTables(session, clock);
        this.logs = logs;
        this.warehouse = warehouse;
        this.clock = clock;
        this.jobs = new JobRows(session, tables, warehouse);
        this.observed = new ObservedRows(session, tables, warehouse);
        this.scrutiny = StepScrutiny.none();
    }

    private SparkStepRunner(SparkStepRunner other, FairPools pools, StepScrutiny scrutiny) {
        this.actor = other.actor;
        this.session = other.session;
        this.pools = pools;
        this.tables = other.tables;
        this.logs = other.logs;
        this.warehouse = other.warehouse;
        this.clock = other.clock;
        this.jobs = other.jobs;
        this.observed = other.observed;
        this.scrutiny = scrutiny;
    }

    /** The same, and before each commit somebody looks. To be called before any step runs. */
    public SparkStepRunner under(StepScrutiny someone) {
        return new SparkStepRunner(this, pools, someone);
    }

    /**
     * The same with a share of the cores. To be called before any step runs.
     *
     * @param weights asset to how many times as many cores its steps get as those of others
     */
    public SparkStepRunner sharing(FairShare share, Map<String, Integer> weights) {
        return new SparkStepRunner(this, new FairPools(session.sparkContext(), share, weights), scrutiny);
    }

    @Override
    public void prepare(String run, Collection<Asset> assets, Collection<String> reset) {
        // The tables may have changed since the plan was made.
        TableFit.require(assets, reset, asset -> logs.state(TableRef.of(asset)));
        for (Asset asset : assets) {
            TableRef table = TableRef.of(asset);
            SchemaChange change = TableFit.change(asset, logs.state(table));
            if (!(change instanceof SchemaChange.None)) {
                TableCreation.apply(tables, table, asset.signature().columns(), change, run);
            }
        }
    }

    @Override
    public void cancel(Attempt attempt) {
        // A step may be between its start and its first job; it looks there before it begins one.
        atWork(attempt).cancel();
        session.sparkContext().cancelJobGroup(attempt.step());
    }

    @Override
    public boolean abandon(Attempt attempt) {
        return atWork(attempt).abandon();
    }

    /** Of this attempt, also before it has begun. */
    private AtWork atWork(Attempt attempt) {
        return atWork.computeIfAbsent(attempt.step() + "#" + attempt.number(), key -> new AtWork());
    }

    @Override
    public StepOutcome run(Attempt attempt) {
        AtWork work = atWork(attempt);
        work.begin();
        try {
            StepOutcome outcome = tried(attempt);
            return work.isCancelled() && outcome instanceof StepOutcome.Failed ? new StepOutcome.Stopped() : outcome;
        } finally {
            work.end();
        }
    }

    private StepOutcome tried(Attempt attempt) {
        Instant begin = clock.instant();
        SparkContext context = session.sparkContext();
        Map<String, InputRead> inputs = new TreeMap<>();
        try {
            SparkSession.setActiveSession(session);
            context.setJobGroup(attempt.step(), attempt.step() + " " + attempt.partitions(), true);
            context.setLocalProperty(
                    FairPools.PROPERTY, pools.of(attempt.asset().name()));
            context.setLocalProperty(OURS, attempt.step());
            inputs.putAll(inputs(attempt));
            return commit(attempt.of(jobs.seeing(attempt.asset(), inputs)), inputs, begin);
        } catch (Throwable e) {
            // Scala throws checked exceptions undeclared; every end of an attempt is a value.
            LOG.info("attempt {} of {} failed", attempt.number(), attempt.step(), e);
            // Without Spark every other attempt would fail as well: no partition is to blame, and nothing can go on.
            return context.isStopped() ? new StepOutcome.Stopped() : failed(StepFailures.of(e), inputs, begin);
        } finally {
            context.setLocalProperty(FairPools.PROPERTY, null);
            context.setLocalProperty(OURS, null);
            new JavaSparkContext(context).clearJobGroup();
        }
    }

    /** Sources as the plan sealed them; assets as they are now, since the steps before have committed. */
    private Map<String, InputRead> inputs(Attempt attempt) {
        Map<String, InputRead> inputs = new TreeMap<>();
        for (Asset.Input input : attempt.asset().inputs()) {
            TableRef table = TableRef.of(warehouse, input.name());
            Long sealed = attempt.sources().get(input.name());
            inputs.put(
                    input.name(),
                    read(
                            input,
                            sealed != null
                                    ? PinnedTable.at(tables, table, sealed)
                                    : PinnedTable.newest(tables, table)));
        }
        attempt.asset()
                .ownPartitions()
                .ifPresent(own ->
                        inputs.put(own.name(), read(own, PinnedTable.newest(tables, TableRef.of(attempt.asset())))));
        return inputs;
    }

    private static InputRead read(Asset.Input input, PinnedTable.Pin pin) {
        return InputRead.of(pin.version(), pin.table(), input.description(), input.partitioning());
    }

    private StepOutcome commit(Attempt attempt, Map<String, InputRead> inputs, Instant begin) {
        if (atWork(attempt).isCancelled()) {
            return new StepOutcome.Stopped();
        }
        StepWrite write = new StepWrite(
                TableRef.of(attempt.asset()),
                attempt.partitions(),
                attempt.run(),
                attempt.step(),
                attempt.number(),
                attempt.plannedVersion());
        return PartitionOverwrite.open(tables, write)
                .match(
                        ready -> written(ready.overwrite(), attempt, inputs, begin),
                        foreign -> failed(foreignWrite(attempt, foreign.write().toString()), inputs, begin),
                        done -> found(attempt, done.version(), begin));
    }

    private StepOutcome written(
            PartitionOverwrite overwrite, Attempt attempt, Map<String, InputRead> inputs, Instant begin) {
        boolean kept = false;
        try {
            Optional<Failure> refusal = scrutiny.refusal(attempt);
            if (refusal.isPresent()) {
                return failed(refusal.get(), inputs, begin);
            }
            JobActions.Watched<Dataset<Row>> described = described(attempt, inputs);
            Optional<Failure> impure = impurity(attempt, described.result());
            if (impure.isPresent()) {
                return failed(impure.get(), inputs, begin);
            }
            Written written = overwrite.write(
                    described.result(), attempt.asset().declaration().checks());
            StepReads reads = reads(attempt, inputs, described.queries().and(overwrite.computation()));
            Optional<Failure> objection = scrutiny.misreading(attempt, inputs, reads)
                    .or(() -> wrong(attempt, overwrite, written))
                    .or(() -> objection(attempt, described.result(), inputs, overwrite, written));
            if (objection.isPresent()) {
                return failed(objection.get(), inputs, begin);
            }
            Map<Partition, ColumnChange> narrow = narrow(attempt, overwrite);
            if (!atWork(attempt).mayCommit()) {
                return new StepOutcome.Stopped();
            }
            kept = true;
            return outcome(
                    overwrite.commit(
                            provenance(attempt, reads.notedIn(inputs), begin).differing(narrow)),
                    attempt,
                    inputs,
                    begin);
        } finally {
            if (!kept) {
                overwrite.abort();
            }
        }
    }

    private StepOutcome outcome(CommitOutcome outcome, Attempt attempt, Map<String, InputRead> inputs, Instant begin) {
        return outcome.match(
                committed -> committed(attempt, committed.version(), committed.record(), begin),
                refused -> failed(Refusals.of(attempt, refused), inputs, begin),
                unknown -> notKnown(attempt, unknown, inputs, begin));
    }

    private StepReads reads(Attempt attempt, Map<String, InputRead> inputs, JobQueries queries) {
        return observed.reads(new ReadObserver.Computation(attempt.asset(), attempt.partitions(), inputs), queries);
    }

    private Optional<Failure> impurity(Attempt attempt, Dataset<Row> described) {
        return scrutiny.impurity(attempt, JobRows.plan(described), InputEnds.of(tables, warehouse, attempt.asset()));
    }

    /** For which readers the new rows are the old ones. */
    private Map<Partition, ColumnChange> narrow(Attempt attempt, PartitionOverwrite overwrite) {
        return overwrite.columnChanges(
                attempt.previous(),
                attempt.narrow(),
                warehouse.columnsReadOf(attempt.asset().name()));
    }

    /** What is wrong with the rows themselves; asked in the order of what it costs. */
    private static Optional<Failure> wrong(Attempt attempt, PartitionOverwrite overwrite, Written written) {
        if (!written.outside().isEmpty()) {
            return Optional.of(Refusals.outside(attempt, written.outside()));
        }
        List<CheckFailure> failures =
                overwrite.failures(attempt.asset().declaration().checks());
        return failures.isEmpty() ? Optional.empty() : Optional.of(Refusals.checks(attempt, failures));
    }

    private Optional<Failure> objection(
            Attempt attempt,
            Dataset<Row> described,
            Map<String, InputRead> inputs,
            PartitionOverwrite overwrite,
            Written written) {
        JobPlan plan = new JobPlan(JobRows.plan(described), InputEnds.of(tables, warehouse, attempt.asset())::name);
        return scrutiny.objection(attempt, plan, inputs, written, recomputation(overwrite));
    }

    private Recomputation recomputation(PartitionOverwrite overwrite) {
        return new Recomputation(
                session,
                warehouse,
                tables,
                jobs,
                pinned -> (input, table, read) -> input.equals(Asset.SELF)
                        ? own(overwrite, read, rest -> pinned.rows(input, table, rest))
                        : pinned.rows(input, table, read));
    }

    /** What a step has written counts as the asset's own, though nobody else sees it yet. */
    private static Dataset<Row> own(
            PartitionOverwrite overwrite, PartitionSet read, Function<PartitionSet, Dataset<Row>> committed) {
        PartitionSet fresh = read.intersect(overwrite.partitions());
        Dataset<Row> rest = committed.apply(read.minus(fresh));
        return fresh.isEmpty() ? rest : rest.union(overwrite.written(fresh));
    }

    /** The rows, not yet computed; what a job computes all the same while it describes them is seen. */
    private JobActions.Watched<Dataset<Row>> described(Attempt attempt, Map<String, InputRead> inputs) {
        return observed.described(
                attempt.asset(),
                attempt.run() + " " + attempt.step(),
                () -> jobs.rows(attempt.asset(), attempt.partitions(), inputs));
    }

    private Provenance provenance(Attempt attempt, Map<String, InputRead> inputs, Instant begin) {
        Map<Partition, String> previous = new HashMap<>();
        attempt.previous()
                .groups()
                .forEach((content, set) -> set.partitions().forEach(p -> previous.put(p, content.hash())));
        return new Provenance(
                warehouse.name(),
                attempt.reason(),
                attempt.asset().signature().fingerprint(),
                attempt.asset().signature().columnFingerprints(),
                inputs,
                previous,
                Map.of(),
                Optional.of(attempt.revived()),
                actor,
                OptionalDouble.of(seconds(begin)));
    }

    private StepOutcome committed(Attempt attempt, long version, CommitRecord record, Instant begin) {
        PartitionSet unchanged = unchanged(attempt.asset(), record);
        TableCommit commit = new TableCommit(
                version,
                PinnedTable.id(tables, TableRef.of(attempt.asset())),
                clock.instant(),
                "WRITE",
                "",
                Optional.of(record),
                attempt.partitions().minus(unchanged),
                TableCommit.Nature.REWRITE);
        return new StepOutcome.Committed(commit, unchanged, seconds(begin));
    }

    private static PartitionSet unchanged(Asset asset, CommitRecord record) {
        List<PartitionSet> unchanged = record.contents().entrySet().stream()
                .filter(entry -> entry.getValue().event() == Event.UNCHANGED)
                .map(entry -> asset.partitioning().parse(entry.getKey()))
                .toList();
        return PartitionSet.unionAll(asset.partitioning(), unchanged);
    }

    /** An attempt whose end is not known: the next one looks before it writes. */
    private StepOutcome notKnown(
            Attempt attempt, CommitOutcome.Unknown unknown, Map<String, InputRead> inputs, Instant begin) {
        LOG.warn("the outcome of {} is unknown; the next attempt looks first", attempt.step(), unknown.cause());
        return failed(StepFailures.of(unknown.cause()).as(Failure.Kind.OUTCOME_UNKNOWN), inputs, begin);
    }

    private StepOutcome found(Attempt attempt, long version, Instant begin) {
        TableCommit commit =
                logs.commits(TableRef.of(attempt.asset()), version - 1, version).get(0);
        CommitRecord record = commit.record()
                .orElseThrow(() -> new IllegalStateException("a commit of ours without a record: " + commit));
        return committed(attempt, version, record, begin);
    }

    private static Failure foreignWrite(Attempt attempt, String write) {
        return Refusals.foreign(attempt, write);
    }

    private StepOutcome failed(Failure failure, Map<String, InputRead> inputs, Instant begin) {
        return new StepOutcome.Failed(failure, inputs, seconds(begin));
    }

    private double seconds(Instant begin) {
        return Duration.between(begin, clock.instant()).toMillis() / 1000.0;
    }
}
