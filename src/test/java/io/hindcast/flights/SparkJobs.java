package io.hindcast.flights;

import io.hindcast.TestSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/** Listens to which Spark jobs start. */
final class SparkJobs extends SparkListener implements AutoCloseable {

    private static final long MILLIS = 10_000;

    private final SparkContext context = TestSession.get().sparkContext();
    private final List<Integer> started = new CopyOnWriteArrayList<>();

    SparkJobs() {
        context.addSparkListener(this);
    }

    @Override
    public void onJobStart(SparkListenerJobStart job) {
        started.add(job.jobId());
    }

    /** The jobs since this began to listen. */
    List<Integer> started() throws TimeoutException {
        context.listenerBus().waitUntilEmpty(MILLIS);
        return new ArrayList<>(started);
    }

    @Override
    public void close() {
        context.removeSparkListener(this);
    }
}
