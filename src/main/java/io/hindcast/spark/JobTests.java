package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Column;
import io.hindcast.asset.Warehouse;
import io.hindcast.delta.Conformed;
import io.hindcast.delta.OpenTables;
import io.hindcast.delta.PinnedTable;
import io.hindcast.delta.Trial;
import io.hindcast.ledger.TableRef;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Counts;
import io.hindcast.problem.Problem;
import io.hindcast.retry.Failure;
import io.hindcast.trial.RowDifference;
import io.hindcast.trial.TestResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Runs tests of jobs. A job sees what it would see in a step: its inputs cut to the partitions that the mappings allow,
 * and the relation {@code partitions}. It builds the partitions in one batch and one by one, where both may be. No table
 * is read or written.
 */
public final class JobTests {

    /** With more, neighbours are built together: a test is to take seconds. */
    private static final int MOST_BATCHES = 31;

    private final SparkSession session;
    private final JobRows jobs;
    private final ObservedRows observed;
    private final Warehouse warehouse;
    private final ReadCheck check;
    private final RowsCheck rowsCheck;

    /**
     * For the jobs of one warehouse.
     *
     * @param check what else than its given rows a job may read
     * @param rowsCheck what rows a job may describe
     */
    public JobTests(
            SparkSession session, Warehouse warehouse, InstantSource clock, ReadCheck check, RowsCheck rowsCheck) {
        this.session = session;
        this.warehouse = warehouse;
        this.check = check;
        this.rowsCheck = rowsCheck;
        OpenTables tables = new OpenTables(session, clock);
        this.jobs = new JobRows(session, tables, warehouse);
        this.observed = new ObservedRows(session, tables, warehouse);
    }

    /**
     * What a job gave.
     *
     * @param rows with every column
     * @param refusal why a run would not commit them; empty when it would
     */
    private record Outcome(TypedRows rows, Optional<String> refusal) {

        static Outcome refused(BoundTest test, String why) {
            return new Outcome(nothing(test), Optional.of(why));
        }

        static TypedRows nothing(BoundTest test) {
            return TypedRows.none(test.asset().signature().columns());
        }

        List<List<Optional<String>>> texts() {
            return rows.texts();
        }
    }

    /** Runs one test. */
    public TestResult run(BoundTest test) {
        SparkSession.setActiveSession(session);
        Outcome first = test.isOneBatch()
                ? checked(test, test.partitions(), Outcome.nothing(test))
                : oneByOne(test, this::checked);
        List<TestResult.Finding> findings = new ArrayList<>(judged(test, first));
        boolean isCut = test.isOneBatch() && test.partitions().count() > 1;
        // Of a job that raises there is nothing to compare.
        if (isCut && first.refusal().isEmpty()) {
            cutDifference(test, first, oneByOne(test, this::computed)).ifPresent(findings::add);
        }
        return new TestResult(test.test(), first.rows().rows().size(), findings);
    }

    /** What the job gives for some partitions, after others of its own. */
    @FunctionalInterface
    private interface Batch {
        Outcome of(BoundTest test, PartitionSet targets, TypedRows built);
    }

    private Outcome computed(BoundTest test, PartitionSet targets, TypedRows built) {
        Asset asset = test.asset(session, warehouse::isSource);
        try {
            JobActions.Watched<Dataset<Row>> described = observed.described(
                    asset,
                    "test " + asset.name(),
                    () -> jobs.rows(asset, targets, (input, table, read) -> given(test, input, read, built)));
            List<Problem> impure = rowsCheck.problems(
                    asset,
                    JobRows.plan(described.result()),
                    InputEnds.ofGiven(warehouse, asset, test.columnsOfInputs()));
            if (!impure.isEmpty()) {
                return Outcome.refused(
                        test, Failure.of(Failure.Kind.PERMANENT, impure).message());
            }
            StructType schema = Analysis.schema(asset.signature().columns());
            Dataset<Row> rows = Conformed.rows(described.result(), schema, asset.name());
            TypedRows collected = TypedRows.collected(rows);
            StepReads reads = observed.reads(
                    new ReadObserver.Computation(asset, targets, Map.of()),
                    described.queries().and(rows.queryExecution()));
            return new Outcome(
                    collected, check.problem(asset, targets, Map.of(), reads).map(Failure::text));
        } catch (Throwable e) {
            // Scala throws checked exceptions undeclared; whatever a job raises is a result of its test.
            return Outcome.refused(test, "the job fails: " + StepFailures.of(e).message());
        }
    }

    private Dataset<Row> given(BoundTest test, String input, PartitionSet read, TypedRows built) {
        Dataset<Row> given = test.rowsOf(input).dataset(session);
        if (!input.equals(Asset.SELF)) {
            return PinnedTable.cut(given, read);
        }
        // What the test builds itself is read as it was built, whatever the test gives of it.
        return PinnedTable.cut(given, read.minus(test.partitions()))
                .unionAll(PinnedTable.cut(built.dataset(session), read));
    }

    /** The same, held against the checks of the asset. */
    private Outcome checked(BoundTest test, PartitionSet targets, TypedRows built) {
        Outcome outcome = computed(test, targets, built);
        if (outcome.refusal().isPresent()) {
            return outcome;
        }
        Trial.Target target = new Trial.Target(
                TableRef.of(test.asset()),
                targets,
                outcome.rows().schema(),
                test.asset().declaration().checks(),
                0);
        return new Outcome(
                outcome.rows(), refusal(Trial.ofNewTable(target, outcome.rows().dataset(session))));
    }

    private static Optional<String> refusal(Trial trial) {
        if (!trial.written().outside().isEmpty()) {
            return Optional.of(Counts.of(trial.written().outside().rows(), "row")
                    + " outside the partitions that were asked for, for instance with "
                    + trial.written().outside().examples().get(0).values());
        }
        return trial.failures().isEmpty()
                ? Optional.empty()
                : Optional.of(trial.failures().stream()
                        .map(failure -> "a check does not hold: " + failure)
                        .collect(Collectors.joining("; ")));
    }

    /** The partitions alone, each after those of its own asset that it reads. */
    private static Outcome oneByOne(BoundTest test, Batch batch) {
        TypedRows built = Outcome.nothing(test);
        for (PartitionSet part : parts(test)) {
            Outcome outcome = batch.of(test, part, built);
            if (outcome.refusal().isPresent()) {
                return Outcome.refused(
                        test, "of " + part + " alone: " + outcome.refusal().get());
            }
            built = built.and(outcome.rows());
        }
        return new Outcome(built, Optional.empty());
    }

    private static List<PartitionSet> parts(BoundTest test) {
        List<Partition> open = new ArrayList<>(test.partitions().partitions().toList());
        int size = test.asset().readsItself() ? 1 : (open.size() + MOST_BATCHES - 1) / MOST_BATCHES;
        List<PartitionSet> parts = new ArrayList<>();
        while (!open.isEmpty()) {
            List<Partition> next = test.asset().readsItself() ? List.of(ready(test, open)) : head(open, size);
            parts.add(set(test, next));
            open.removeAll(next);
        }
        return parts;
    }

    private static List<Partition> head(List<Partition> partitions, int size) {
        return List.copyOf(partitions.subList(0, Math.min(size, partitions.size())));
    }

    /** The first partition that reads none of those still to be built. */
    private static Partition ready(BoundTest test, List<Partition> open) {
        PartitionSet left = set(test, open);
        return open.stream()
                .filter(partition -> !test.asset()
                        .readOfItself(set(test, List.of(partition)))
                        .intersects(left))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("partitions that read each other: " + left));
    }

    private static PartitionSet set(BoundTest test, Collection<Partition> partitions) {
        return PartitionSet.unionAll(
                test.asset().partitioning(),
                partitions.stream()
                        .map(each -> PartitionSet.of(test.asset().partitioning(), each))
                        .toList());
    }

    private static List<TestResult.Finding> judged(BoundTest test, Outcome outcome) {
        return test.test()
                .expectation()
                .match(
                        rows -> rowsJudged(test, outcome),
                        refusal -> refusalJudged(refusal.text(), outcome).map(TestResult.Finding::of).stream()
                                .toList());
    }

    private static Optional<String> refusalJudged(String expected, Outcome outcome) {
        String wanted = "expected is the error '" + expected + "'";
        if (outcome.refusal().isEmpty()) {
            return Optional.of(wanted + ", and a run would commit "
                    + Counts.of(outcome.rows().rows().size(), "row"));
        }
        String actual = outcome.refusal().get();
        return actual.toLowerCase(Locale.ROOT).contains(expected.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(wanted + ", and it is another: " + actual);
    }

    private static List<TestResult.Finding> rowsJudged(BoundTest test, Outcome outcome) {
        List<TestResult.Finding> findings = new ArrayList<>();
        outcome.refusal().ifPresent(why -> findings.add(TestResult.Finding.of("a run would refuse this: " + why)));
        if (outcome.refusal().isEmpty() || !outcome.rows().rows().isEmpty()) {
            RowDifference difference =
                    difference(test, test.compared(), test.expected().texts(), outcome.texts());
            if (!difference.isEmpty()) {
                findings.add(TestResult.Finding.of("the rows are not the expected ones", difference));
            }
        }
        return findings;
    }

    private static Optional<TestResult.Finding> cutDifference(BoundTest test, Outcome together, Outcome alone) {
        String head = "the rows depend on which partitions are built together";
        if (alone.refusal().isPresent()) {
            return Optional.of(
                    TestResult.Finding.of(head + ": " + alone.refusal().get()));
        }
        RowDifference difference = difference(test, columns(test), together.texts(), alone.texts());
        return difference.isEmpty()
                ? Optional.empty()
                : Optional.of(TestResult.Finding.of(
                        head + "; expected are those of one batch, held against those of each partition alone",
                        difference));
    }

    private static List<String> columns(BoundTest test) {
        return test.asset().signature().columns().stream().map(Column::name).toList();
    }

    /** Keys first, if all of them are compared. */
    private static RowDifference difference(
            BoundTest test,
            Collection<String> compared,
            List<List<Optional<String>>> expected,
            List<List<Optional<String>>> actual) {
        List<String> keys = test.keys().stream()
                .map(key -> compared.stream().filter(key::equalsIgnoreCase).findFirst())
                .flatMap(Optional::stream)
                .toList();
        List<String> order = new ArrayList<>(keys);
        compared.stream().filter(column -> !keys.contains(column)).forEach(order::add);
        boolean isKeyed = test.isKeyed() && keys.size() == test.keys().size();
        return RowDifference.of(
                order,
                keys.size(),
                isKeyed ? keys.size() : 0,
                picked(test, order, expected),
                picked(test, order, actual));
    }

    private static List<List<Optional<String>>> picked(
            BoundTest test, List<String> order, List<List<Optional<String>>> rows) {
        List<Integer> places =
                order.stream().map(column -> columns(test).indexOf(column)).toList();
        return rows.stream().map(row -> places.stream().map(row::get).toList()).toList();
    }
}
