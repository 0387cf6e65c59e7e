package io.hindcast.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.TestSession;
import io.hindcast.asset.Column;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.spark.CorpusJobs.CorpusJob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.Dataset;
import org.apache.spark.sql.classic.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every job of the flights and every query of TPC-H, changed in every clause, and run on a few rows as it was and as it is:
 * where the rows differ, the fingerprint does. {@code -Dhindcast.soak=20} tries all changes of all
 * of them instead of a few of some.
 */
@Tag("once")
@Tag("spark")
class MutationTest {

    private static final boolean IS_WHOLE = Integer.getInteger("hindcast.soak", 1) > 1;
    private static final int FEW = 5;
    private static final int SHARE = 4;
    private static final int TRIES = 12;
    private static final String TOO_MANY = "too many";
    private static final String GROUP = "mutants";
    private static final long LONGEST_MILLIS = 5000;
    private static final Analysis ANALYSIS = new Analysis();
    private static final long SEED = Long.getLong("hindcast.soak.seed", 2013);

    private final SparkSession session = session();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private int differ;
    private int equal;
    private int invalid;
    private int endless;
    private final List<String> needless = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();

    /** Without compiling anything: a few rows are sooner computed than code. */
    private static SparkSession session() {
        SparkSession session = (SparkSession) TestSession.get().newSession();
        Map.of(
                        "spark.sql.codegen.wholeStage", "false",
                        "spark.sql.codegen.factoryMode", "NO_CODEGEN",
                        "spark.sql.adaptive.enabled", "false",
                        "spark.sql.leafNodeDefaultParallelism", "1",
                        "spark.sql.shuffle.partitions", "1",
                        "spark.sql.crossJoin.enabled", "true",
                        "spark.sql.ansi.enabled", "true",
                        "spark.sql.session.timeZone", "UTC")
                .forEach(session.conf()::set);
        return session;
    }

    @Test
    void whereRowsDifferTheFingerprintDoes() {
        int jobs = 0;
        for (Map.Entry<String, CorpusJob> job : CorpusJobs.all().entrySet()) {
            boolean isOfPurity = job.getKey().matches("(pure|impure|unseen)_.*");
            if (isOfPurity) {
                continue;
            }
            jobs++;
            if (IS_WHOLE || (jobs + SEED) % SHARE == 0) {
                mutate(job.getKey(), job.getValue());
                report(jobs + ", to " + job.getKey());
            }
        }
        if (IS_WHOLE) {
            needless.forEach(System.out::println);
        }
        report(String.valueOf(jobs));

        assertThat(unseen).as("other rows with the same fingerprint").isEmpty();
        assertThat(jobs).isEqualTo(10 + 22);
        assertThat(differ).isGreaterThan(IS_WHOLE ? 10 * jobs : jobs / 2);
    }

    private void report(String jobs) {
        System.out.printf(
                "jobs: %s, seed %d: %d changes with other rows, %d of them with the same fingerprint; %d with equal rows and"
                        + " fingerprint, %d with equal rows and another fingerprint; %d not valid, %d left out for they join"
                        + " everything with everything%n",
                jobs, SEED, differ, unseen.size(), equal, needless.size(), invalid, endless);
    }

    @AfterEach
    void stopTheTimer() {
        timer.shutdownNow();
    }

    private record Run(Map<String, LogicalPlan> inputs, List<String> rows) {}

    private void mutate(String name, CorpusJob job) {
        Random random = new Random(SEED + name.hashCode());
        Map<String, List<Column>> columns = new TreeMap<>();
        job.inputs().forEach((input, declared) -> columns.put(input, declared.columns()));
        columns.put(
                PartitionRelation.NAME, PartitionRelation.columns(job.asset().partitioning(), Map.of()));
        Run run = run(job.sql(), columns, SEED + name.hashCode());
        String before = form(job.sql(), columns).orElseThrow();
        List<Map.Entry<String, String>> mutants =
                new ArrayList<>(Mutants.of(job.sql().text(), random).entrySet());
        Collections.shuffle(mutants, random);
        int tried = 0;
        for (Map.Entry<String, String> mutant : mutants) {
            if (tried == FEW && !IS_WHOLE) {
                return;
            }
            SqlJob changed = new SqlJob(mutant.getValue(), job.sql().place());
            Optional<String> after = form(changed, columns);
            if (after.isEmpty()) {
                invalid++;
                continue;
            }
            List<String> rows = rows(changed, run.inputs());
            if (rows.contains(TOO_MANY)) {
                endless++;
                continue;
            }
            tried++;
            compare(
                    name + " " + mutant.getKey(),
                    rows.equals(run.rows()),
                    after.get().equals(before));
        }
    }

    private void compare(String mutant, boolean sameRows, boolean sameCode) {
        differ += sameRows ? 0 : 1;
        equal += sameRows && sameCode ? 1 : 0;
        if (sameCode && !sameRows) {
            unseen.add(mutant);
            System.out.println("the same fingerprint and other rows: " + mutant);
        }
        if (sameRows && !sameCode) {
            needless.add(mutant);
        }
    }

    private Run run(SqlJob job, Map<String, List<Column>> columns, long seed) {
        Optional<Run> best = Optional.empty();
        Run last = new Run(Map.of(), List.of());
        for (int i = 0; i < (best.isEmpty() ? TRIES : TRIES / 4); i++) {
            Map<String, LogicalPlan> inputs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            new SmallInputs(job.text(), new Random(seed + i))
                    .of(columns)
                    .forEach((input, rows) -> inputs.put(
                            input,
                            session.createDataFrame(rows, Analysis.schema(columns.getOrDefault(input, List.of())))
                                    .logicalPlan()));
            List<String> rows = rows(job, inputs);
            Run run = new Run(inputs, rows);
            last = run;
            if (rows.size() > 2) {
                return run;
            }
            if (!rows.toString().matches(".*(\\[null(,null)*]|fails|too many).*")) {
                best = Optional.of(run);
            }
        }
        return best.orElse(last);
    }

    private static Optional<String> form(SqlJob job, Map<String, List<Column>> columns) {
        try {
            return Optional.of(FixedSettings.within(() -> CanonicalPlan.of(
                            ANALYSIS.analyse(job, SqlPlans.parse(job), columns).plan(), columns.keySet())
                    .tree()
                    .toString()));
        } catch (io.hindcast.problem.ProblemException e) {
            return Optional.empty();
        }
    }

    /** The names of the columns and the rows in one order, or why there are none. */
    private List<String> rows(SqlJob job, Map<String, LogicalPlan> inputs) {
        try {
            LogicalPlan plan = SqlPlans.bind(SqlPlans.parse(job), input -> Optional.ofNullable(inputs.get(input)));
            Dataset<Row> result = Dataset.ofRows(session, plan);
            List<String> rows = new ArrayList<>();
            session.sparkContext().setJobGroup(GROUP, "", true);
            ScheduledFuture<?> end = timer.schedule(
                    () -> session.sparkContext().cancelJobGroup(GROUP), LONGEST_MILLIS, TimeUnit.MILLISECONDS);
            List<Row> collected;
            try {
                collected = result.collectAsList();
            } finally {
                end.cancel(false);
                session.sparkContext().clearJobGroup();
            }
            collected.forEach(row -> rows.add(row.toString()));
            Collections.sort(rows);
            rows.add(0, Arrays.toString(result.columns()).toLowerCase(java.util.Locale.ROOT));
            return rows;
        } catch (Exception e) {
            if (String.valueOf(e.getMessage()).contains("cancelled")) {
                return List.of(TOO_MANY);
            }
            if (e instanceof SparkThrowable || e.getCause() instanceof SparkThrowable) {
                return List.of("fails");
            }
            throw e;
        }
    }
}
