package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.TestSession;
import io.hindcast.cli.CommandLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run in the application of others that have more to do than there are cores. */
@Tag("once")
@Tag("spark")
@Timeout(120)
class NiceRunTest {

    private static final String OTHERS = "others";

    /** More than they come to do. */
    private static final int TASKS = 20_000;

    private final SparkContext context = TestSession.get().sparkContext();
    private final Begun begun = new Begun();
    private CompletableFuture<Void> others = CompletableFuture.completedFuture(null);

    @TempDir
    Path place;

    /** The groups of jobs that have begun: each step is one. */
    private static final class Begun extends SparkListener {

        private final Set<String> groups = Collections.synchronizedSet(new LinkedHashSet<>());

        @Override
        public void onJobStart(SparkListenerJobStart event) {
            String group = event.properties().getProperty("spark.jobGroup.id");
            if (group != null) {
                groups.add(group);
            }
        }

        boolean has(String group) {
            return groups.contains(group);
        }

        long steps() {
            return groups.stream().filter(group -> group.contains("/")).count();
        }
    }

    @BeforeEach
    void look() {
        context.addSparkListener(begun);
    }

    @AfterEach
    void endOthers() {
        context.cancelJobGroup(OTHERS);
        others.handle((nothing, cancelled) -> OTHERS).join();
        context.removeSparkListener(begun);
    }

    @Test
    void withNiceNoStepBeginsAsLongAsOthersWaitForCores() throws InterruptedException {
        SmallSales sales = SmallSales.declared(place);
        CommandLine.Running run = besideOthers(sales, "--nice");
        long before = begun.steps();

        // What has begun goes on to its commit, after the one that made the table.
        run.until(() -> TableFiles.commits(sales.base().resolve("tables/daily")).size() > 1);
        Thread.sleep(500);
        long meanwhile = begun.steps();
        context.cancelJobGroup(OTHERS);

        assertThat(run.ended().exit()).as(run.ended().said()).isZero();
        assertThat(meanwhile).isEqualTo(before);
        assertThat(begun.steps()).isGreaterThan(before);
    }

    @Test
    void withoutItStepsGoOnBeside() throws InterruptedException {
        SmallSales sales = SmallSales.declared(place);
        CommandLine.Running run = besideOthers(sales);
        long before = begun.steps();

        run.until(() -> begun.steps() > before);
        boolean wait = !others.isDone();
        context.cancelJobGroup(OTHERS);

        assertThat(run.ended().exit()).as(run.ended().said()).isZero();
        assertThat(wait).isTrue();
        assertThat(begun.steps()).isGreaterThan(before);
    }

    /** A run under whose first step others come. */
    private CommandLine.Running besideOthers(SmallSales sales, String... more) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of("run", sales.folder().toString(), "--parallel", "1"));
        words.addAll(List.of(more));
        CommandLine.Running run = CommandLine.start(words);
        run.until(() -> begun.steps() > 0);
        others = CompletableFuture.runAsync(this::doSomethingElse);
        run.until(() -> begun.has(OTHERS));
        return run;
    }

    private void doSomethingElse() {
        context.setJobGroup(OTHERS, OTHERS, true);
        new JavaSparkContext(context)
                .parallelize(IntStream.range(0, TASKS).boxed().toList(), TASKS)
                .foreach(number -> Thread.sleep(5));
    }
}
