package io.hindcast.bench;

import java.util.Properties;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationStart;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Notes when the session began to work, and how much of the time since then tasks ran. */
public final class SessionClock extends SparkListener {

    private static final Object LOCK = new Object();

    private static long begin;
    private static double cpuAtBegin;
    private static int running;
    private static long busySince;
    private static double busySeconds;
    private static double taskCpuSeconds;
    private static long tasks;
    private static long jobs;

    @Override
    public void onApplicationStart(SparkListenerApplicationStart event) {
        synchronized (LOCK) {
            begin = System.nanoTime();
            cpuAtBegin = Agent.cpuSeconds();
        }
    }

    @Override
    public void onJobEnd(SparkListenerJobEnd event) {
        synchronized (LOCK) {
            jobs++;
        }
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart event) {
        synchronized (LOCK) {
            if (running++ == 0) {
                busySince = event.taskInfo().launchTime();
            }
        }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
        synchronized (LOCK) {
            tasks++;
            if (--running == 0) {
                busySeconds += (event.taskInfo().finishTime() - busySince) / 1e3;
            }
            TaskMetrics metrics = event.taskMetrics();
            if (metrics != null) {
                taskCpuSeconds += (metrics.executorCpuTime() + metrics.executorDeserializeCpuTime()) / 1e9;
            }
        }
    }

    /** The figures until now: wall and CPU seconds since the session began, and what tasks had of them. */
    static Properties seen() {
        synchronized (LOCK) {
            Properties seen = new Properties();
            seen.setProperty("work.wall", String.valueOf(begin == 0 ? 0 : (System.nanoTime() - begin) / 1e9));
            seen.setProperty("work.cpu", String.valueOf(begin == 0 ? 0 : Agent.cpuSeconds() - cpuAtBegin));
            seen.setProperty("busy.wall", String.valueOf(busySeconds));
            seen.setProperty("task.cpu", String.valueOf(taskCpuSeconds));
            seen.setProperty("tasks", String.valueOf(tasks));
            seen.setProperty("jobs", String.valueOf(jobs));
            return seen;
        }
    }
}
