package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step costs beside the job of its rows. */
@Tag("spark")
class OverwriteCostTest {

    @TempDir
    Path folder;

    private DeltaWorld world;

    @BeforeEach
    void createTable() {
        world = DeltaWorld.days(folder);
    }

    /** The jobs that Spark has begun. It tells of them later and in their order, so that the last job of all is waited for. */
    private static final class Jobs extends SparkListener {

        private static final String MARK = "the mark behind all jobs so far";

        private final List<String> names = new ArrayList<>();
        private CountDownLatch marked = new CountDownLatch(1);

        @Override
        public synchronized void onJobStart(SparkListenerJobStart start) {
            if (MARK.equals(start.properties().getProperty("spark.job.description"))) {
                marked.countDown();
            } else {
                names.add(start.stageInfos().head().name());
            }
        }

        List<String> soFar(SparkSession spark) {
            CountDownLatch awaited = new CountDownLatch(1);
            synchronized (this) {
                marked = awaited;
            }
            spark.sparkContext().setJobDescription(MARK);
            spark.range(1).toJavaRDD().count();
            spark.sparkContext().setJobDescription(null);
            try {
                assertThat(awaited.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            synchronized (this) {
                return List.copyOf(names);
            }
        }
    }

    @Test
    void openingAndCommittingCostNoSparkJobs() {
        world.replace(
                "r1",
                "2013-01-01..2013-01-31",
                world.spark.sql(
                        "SELECT date_add(DATE'2013-01-01', cast(id AS int)) AS ds, 'k' AS k, id AS v FROM range(31)"));
        Jobs jobs = new Jobs();
        world.spark.sparkContext().addSparkListener(jobs);
        try {
            PartitionOverwrite overwrite = world.open(world.step("r2", "2013-01-01..2013-01-31", world.version()));
            Dataset<Row> rows = PinnedTable.rows(
                    world.tables,
                    world.table,
                    1,
                    java.util.Optional.of(world.table.partitioning().parse("2013-01-01..2013-01-09")));
            rows.queryExecution().executedPlan();
            assertThat(jobs.soFar(world.spark)).isEmpty();
            overwrite.write(rows);
            List<String> written = jobs.soFar(world.spark);
            assertThat(written).hasSizeBetween(1, 2);
            DeltaWorld.committed(overwrite.commit(DeltaWorld.provenance(Map.of())));
            assertThat(jobs.soFar(world.spark)).isEqualTo(written);
        } finally {
            world.spark.sparkContext().removeSparkListener(jobs);
        }
    }
}
