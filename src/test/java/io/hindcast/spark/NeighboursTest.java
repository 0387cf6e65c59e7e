package io.hindcast.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.TestSession;
import io.hindcast.run.FairShare;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.Pool;
import org.apache.spark.scheduler.Schedulable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scala.jdk.javaapi.CollectionConverters;

/** Steps beside other work of the same application. */
@Tag("spark")
@Timeout(120)
class NeighboursTest {

    private static final String WAITING = "waiting";
    private static final String SERVED = "served";

    private final SparkContext context = TestSession.get().sparkContext();

    /** More tasks than cores, each short. */
    private void job(String... properties) {
        JavaSparkContext java = new JavaSparkContext(context);
        int tasks = context.defaultParallelism() * 2;
        List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
        for (String property : properties) {
            context.setLocalProperty(property, "a/1");
        }
        try {
            long counted = java.parallelize(numbers, tasks)
                    .map(number -> {
                        Thread.sleep(20);
                        return number;
                    })
                    .count();
            assertThat(counted).isEqualTo(tasks);
        } finally {
            for (String property : properties) {
                context.setLocalProperty(property, null);
            }
        }
    }

    @Test
    void jobsOfOthersWaitAsLongAsTheirTasksDoAndThoseOfStepsAreNoOthers() throws InterruptedException {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        try (Neighbours neighbours = Neighbours.of(context, () -> told.add(WAITING), () -> told.add(SERVED))) {
            neighbours.look();
            job(SparkStepRunner.OURS);
            job();
            assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo(WAITING);
            assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo(SERVED);
            assertThat(told.poll(200, TimeUnit.MILLISECONDS)).isNull();
        }
        job();
        assertThat(told.poll(200, TimeUnit.MILLISECONDS))
                .as("nobody looks any more")
                .isNull();
    }

    @Test
    void theStepsOfARunHaveOnePoolBesideOthersAndWithinItOneForEachAsset() {
        FairPools pools = new FairPools(context, new FairShare("backfill", 3, 1), Map.of("a", 2));
        assertThat(List.of(pools.of("a"), pools.of("b"), pools.of("a")))
                .containsExactly("backfill/a", "backfill/b", "backfill/a");
        context.setLocalProperty(FairPools.PROPERTY, "backfill/a");
        job();
        context.setLocalProperty(FairPools.PROPERTY, null);

        Pool root = context.taskScheduler().rootPool();
        List<Schedulable> ofRuns = CollectionConverters.asJava(context.getAllPools()).stream()
                .filter(pool -> pool.name().startsWith("backfill"))
                .toList();
        assertThat(ofRuns).as("beside others").singleElement().satisfies(run -> {
            assertThat(run.weight()).isEqualTo(3);
            assertThat(run.minShare()).isEqualTo(1);
        });
        assertThat(root.getSchedulableByName("backfill/a").weight()).isEqualTo(2);
        assertThat(root.getSchedulableByName("backfill/b").weight()).isEqualTo(1);
        assertThat(root.getSchedulableByName("backfill/a").parent()).isSameAs(ofRuns.get(0));
    }
}
