package io.hindcast.spark;

import io.hindcast.retry.Trouble;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;

/**
 * Tells whether the cluster, the network or a store gave out, and which. Judged is each exception by itself: by its class,
 * by Spark's condition, by the HTTP status that it carries, and by words only where Java and Spark give nothing else.
 */
final class ResourceFailures {

    private static final Map<String, Trouble> CONDITIONS = Map.of(
            "AGGREGATE_OUT_OF_MEMORY",
            Trouble.OUT_OF_MEMORY,
            "INTERNAL_ERROR_MEMORY",
            Trouble.OUT_OF_MEMORY,
            "POINTER_ARRAY_OUT_OF_MEMORY",
            Trouble.OUT_OF_MEMORY,
            "SPILL_OUT_OF_MEMORY",
            Trouble.OUT_OF_MEMORY,
            "UNABLE_TO_ACQUIRE_MEMORY",
            Trouble.OUT_OF_MEMORY,
            // A broadcast that took too long, and memory for hash tables.
            "_LEGACY_ERROR_TEMP_2097",
            Trouble.TIMED_OUT,
            "_LEGACY_ERROR_TEMP_2105",
            Trouble.OUT_OF_MEMORY,
            "_LEGACY_ERROR_TEMP_2106",
            Trouble.OUT_OF_MEMORY,
            "_LEGACY_ERROR_TEMP_2107",
            Trouble.OUT_OF_MEMORY,
            "_LEGACY_ERROR_TEMP_2250",
            Trouble.OUT_OF_MEMORY);

    /** By name: some are private to Spark, some lie in jars that are not always there. Subclasses count. */
    private static final Map<String, Trouble> CLASSES = Map.of(
            "org.apache.spark.shuffle.FetchFailedException",
            Trouble.EXECUTOR_LOST,
            "org.apache.spark.storage.BlockNotFoundException",
            Trouble.EXECUTOR_LOST,
            "org.apache.hadoop.util.DiskChecker$DiskErrorException",
            Trouble.DISK_FULL,
            "org.apache.hadoop.fs.FSError",
            Trouble.DISK_FULL,
            "org.apache.hadoop.ipc.RetriableException",
            Trouble.STORE_AWAY,
            "org.apache.hadoop.ipc.StandbyException",
            Trouble.STORE_AWAY,
            "com.amazonaws.SdkClientException",
            Trouble.NETWORK_AWAY,
            "software.amazon.awssdk.core.exception.SdkClientException",
            Trouble.NETWORK_AWAY);

    /** Too many requests, and servers that are not well. */
    private static final Set<Integer> STATUSES = Set.of(408, 429, 500, 502, 503, 504);

    /** The documented accessors: of AWS (2 and 1), Azure and Google, and of Hadoop's connectors. */
    private static final List<String> STATUS_ACCESSORS = List.of("statusCode", "getStatusCode");

    /** What operating systems say, which Java hands on as the words of an IOException. */
    private static final Map<String, Trouble> WORDS_OF_IO = Map.of(
            "no space left on device",
            Trouble.DISK_FULL,
            "disk quota exceeded",
            Trouble.DISK_FULL,
            "too many open files",
            Trouble.OPEN_FILES,
            "connection reset",
            Trouble.NETWORK_AWAY,
            "broken pipe",
            Trouble.NETWORK_AWAY);

    /** What Spark's scheduler says of tasks that ended without an exception. */
    private static final String LOST = "executorlostfailure";

    private static final List<String> WORDS_OF_SPARK =
            List.of(LOST, "exit code 137", "executor heartbeat timed out", "slave lost");

    /** What it says of executors that are lost for want of memory: Spark's own exit for that, and what YARN says. */
    private static final List<String> WORDS_OF_MEMORY =
            List.of("exited with code 52", "exit code 52", "memory limits", "possible container oom");

    /** What an executor that is about to end cannot take any more. */
    private static final String TASK_OF_SPARK = "org.apache.spark.executor.Executor$TaskRunner";

    private ResourceFailures() {}

    /** What this one exception, its causes left aside, says that gave out; empty when it says nothing of the kind. */
    static Optional<Trouble> trouble(Throwable error) {
        if (error instanceof SparkThrowable spark
                && spark.getCondition() != null
                && CONDITIONS.containsKey(spark.getCondition())) {
            return Optional.ofNullable(CONDITIONS.get(spark.getCondition()));
        }
        return ofClass(error).or(() -> ofStatus(error)).or(() -> inWords(error));
    }

    private static Optional<Trouble> ofClass(Throwable error) {
        if (error instanceof OutOfMemoryError) {
            return Optional.of(Trouble.OUT_OF_MEMORY);
        }
        if (error instanceof SocketException
                || error instanceof SocketTimeoutException
                || error instanceof UnknownHostException) {
            return Optional.of(Trouble.NETWORK_AWAY);
        }
        if (error instanceof TimeoutException) {
            return Optional.of(Trouble.TIMED_OUT);
        }
        if (error instanceof RejectedExecutionException
                && String.valueOf(error.getMessage()).contains(TASK_OF_SPARK)) {
            return Optional.of(Trouble.EXECUTOR_LOST);
        }
        for (Class<?> type = error.getClass(); type != null; type = type.getSuperclass()) {
            if (CLASSES.containsKey(type.getName())) {
                return Optional.ofNullable(CLASSES.get(type.getName()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Trouble> ofStatus(Throwable error) {
        return STATUS_ACCESSORS.stream().anyMatch(accessor -> isOfStatus(error, accessor))
                ? Optional.of(Trouble.STORE_AWAY)
                : Optional.empty();
    }

    private static boolean isOfStatus(Throwable error, String accessor) {
        try {
            Method method = error.getClass().getMethod(accessor);
            if (method.getReturnType() != int.class) {
                return false;
            }
            method.setAccessible(true);
            return STATUSES.contains((Integer) method.invoke(error));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // It carries no status that can be read: then it says nothing.
            return false;
        }
    }

    private static Optional<Trouble> inWords(Throwable error) {
        String text = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        if (error instanceof IOException) {
            return WORDS_OF_IO.entrySet().stream()
                    .filter(words -> text.contains(words.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }
        // An exception that a task raised is the cause of Spark's: then its text is the task's and no sign.
        if (error.getClass() != SparkException.class || error.getCause() != null) {
            return Optional.empty();
        }
        if (text.contains(LOST) && WORDS_OF_MEMORY.stream().anyMatch(text::contains)) {
            return Optional.of(Trouble.OUT_OF_MEMORY);
        }
        return WORDS_OF_SPARK.stream().anyMatch(text::contains) ? Optional.of(Trouble.EXECUTOR_LOST) : Optional.empty();
    }
}
