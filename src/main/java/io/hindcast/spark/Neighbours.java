package io.hindcast.spark;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.spark.SparkContext;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Sees whether other jobs of the same application wait for cores: whether a stage of theirs has tasks that have not
 * started. Tells each time that this changes.
 */
public final class Neighbours extends SparkListener implements AutoCloseable {

    private final SparkContext context;
    private final Runnable waiting;
    private final Runnable served;
    /** Stage to how many of its tasks have not started. */
    private final Map<Integer, Integer> unstarted = new HashMap<>();

    private boolean told;

    private Neighbours(SparkContext context, Runnable waiting, Runnable served) {
        this.context = context;
        this.waiting = waiting;
        this.served = served;
    }

    /**
     * Of an application.
     *
     * @param waiting is called when others begin to wait
     * @param served is called when none waits any more
     */
    public static Neighbours of(SparkContext context, Runnable waiting, Runnable served) {
        return new Neighbours(context, waiting, served);
    }

    /** Begins to look. What waits already is not seen. */
    public void look() {
        context.addSparkListener(this);
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
        Properties properties = Optional.ofNullable(event.properties()).orElseGet(Properties::new);
        if (properties.getProperty(SparkStepRunner.OURS) == null) {
            unstarted.put(event.stageInfo().stageId(), event.stageInfo().numTasks());
            tell();
        }
    }

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart event) {
        unstarted.computeIfPresent(event.stageId(), (stage, tasks) -> tasks - 1);
        tell();
    }

    /** A task that failed is to start once more. */
    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
        if (!event.reason().equals(Success$.MODULE$)) {
            unstarted.computeIfPresent(event.stageId(), (stage, tasks) -> tasks + 1);
            tell();
        }
    }

    @Override
    public synchronized void onStageCompleted(SparkListenerStageCompleted event) {
        unstarted.remove(event.stageInfo().stageId());
        tell();
    }

    private void tell() {
        boolean now = unstarted.values().stream().anyMatch(tasks -> tasks > 0);
        if (now != told) {
            told = now;
            (now ? waiting : served).run();
        }
    }

    /** Looks no more. */
    @Override
    public void close() {
        context.removeSparkListener(this);
    }
}
