package io.hindcast.spark;

import io.hindcast.spark.StepReads.Sight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees the queries that code carries out on its own thread, and on threads that it starts: they bear a tag. Spark tells
 * of them a little later, so that at the end a mark is sent after them and waited for.
 */
final class JobActions extends SparkListener {

    private static final Logger LOG = LoggerFactory.getLogger(JobActions.class);

    private static final long SECONDS = 30;
    /** Shared by all who watch: Spark keeps a measure of each queue by its name for ever. */
    private static final String QUEUE = "hindcast";

    private static final String EXECUTION = "spark.sql.execution.id";
    private static final String TAGS = "spark.job.tags";

    private final String tag;
    private final Set<Long> open = new HashSet<>();
    private final List<QueryExecution> done = new ArrayList<>();
    private boolean clouded;

    private JobActions(String tag) {
        this.tag = tag;
    }

    /** Follows in the queue all that was told before it. */
    private record Mark(CountDownLatch arrived) implements SparkListenerEvent {

        @Override
        public boolean logEvent() {
            return false;
        }
    }

    /**
     * What the code carries out.
     *
     * @param tag that nobody else uses
     */
    static <T> Watched<T> watch(SparkContext context, String tag, Supplier<T> code) {
        JobActions actions = new JobActions(tag);
        // A queue of its own: whoever else listens may be slow.
        context.listenerBus().addToQueue(actions, QUEUE);
        try {
            context.addJobTag(tag);
            T result = code.get();
            context.removeJobTag(tag);
            return new Watched<>(result, actions.queries(context));
        } finally {
            context.removeJobTag(tag);
            context.listenerBus().removeListener(actions);
        }
    }

    /** What code gave, and the queries that it carried out for it. */
    record Watched<T>(T result, JobQueries queries) {}

    private JobQueries queries(SparkContext context) {
        CountDownLatch arrived = new CountDownLatch(1);
        context.listenerBus().post(new Mark(arrived));
        boolean told = false;
        try {
            told = arrived.await(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!told) {
            LOG.warn("Spark did not tell in {} s what a job carried out by itself: {}", SECONDS, tag);
        }
        synchronized (this) {
            return new JobQueries(done, told && !clouded && open.isEmpty() ? Sight.CLEAR : Sight.CLOUDED);
        }
    }

    @Override
    public synchronized void onOtherEvent(SparkListenerEvent event) {
        if (event instanceof SparkListenerSQLExecutionStart start
                && start.jobTags().contains(tag)) {
            open.add(start.executionId());
        } else if (event instanceof SparkListenerSQLExecutionEnd end && open.remove(end.executionId())) {
            if (end.qe() == null) {
                clouded = true;
            } else {
                done.add(end.qe());
            }
        } else if (event instanceof Mark mark) {
            mark.arrived().countDown();
        }
    }

    /** A job without a query, such as an action of an RDD: nothing tells what it reads. */
    @Override
    public synchronized void onJobStart(SparkListenerJobStart job) {
        Properties properties = job.properties();
        if (properties != null
                && properties.getProperty(EXECUTION) == null
                && List.of(properties.getProperty(TAGS, "").split(",")).contains(tag)) {
            clouded = true;
        }
    }
}
