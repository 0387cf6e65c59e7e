package io.hindcast.spark;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;

/**
 * Tells whether the cluster, the network or a store gave out. Judged is each exception by itself: by its class, by Spark's
 * condition, by the HTTP status that it carries, and by words only where Java and Spark give nothing else.
 */
final class ResourceFailures {

    private static final Set<String> CONDITIONS = Set.of(
            "AGGREGATE_OUT_OF_MEMORY",
            "INTERNAL_ERROR_MEMORY",
            "POINTER_ARRAY_OUT_OF_MEMORY",
            "SPILL_OUT_OF_MEMORY",
            "UNABLE_TO_ACQUIRE_MEMORY",
            // A broadcast that took too long, and memory for hash tables.
            "_LEGACY_ERROR_TEMP_2097",
            "_LEGACY_ERROR_TEMP_2105",
            "_LEGACY_ERROR_TEMP_2106",
            "_LEGACY_ERROR_TEMP_2107",
            "_LEGACY_ERROR_TEMP_2250");

    /** By name: some are private to Spark, some lie in jars that are not always there. Subclasses count. */
    private static final Set<String> CLASSES = Set.of(
            "org.apache.spark.shuffle.FetchFailedException",
            "org.apache.spark.storage.BlockNotFoundException",
            "org.apache.hadoop.util.DiskChecker$DiskErrorException",
            "org.apache.hadoop.fs.FSError",
            "org.apache.hadoop.ipc.RetriableException",
            "org.apache.hadoop.ipc.StandbyException",
            "com.amazonaws.SdkClientException",
            "software.amazon.awssdk.core.exception.SdkClientException");

    /** Too many requests, and servers that are not well. */
    private static final Set<Integer> STATUSES = Set.of(408, 429, 500, 502, 503, 504);

    /** The documented accessors: of AWS (2 and 1), Azure and Google, and of Hadoop's connectors. */
    private static final List<String> STATUS_ACCESSORS = List.of("statusCode", "getStatusCode");

    /** What operating systems say, which Java hands on as the words of an IOException. */
    private static final List<String> WORDS_OF_IO =
            List.of("no space left on device", "too many open files", "connection reset", "broken pipe");

    /** What Spark's scheduler says of tasks that ended without an exception. */
    private static final List<String> WORDS_OF_SPARK =
            List.of("executorlostfailure", "exit code 137", "executor heartbeat timed out", "slave lost");

    private ResourceFailures() {}

    /** Whether this one exception, its causes left aside, says so. */
    static boolean tells(Throwable error) {
        if (error instanceof SparkThrowable spark
                && spark.getCondition() != null
                && CONDITIONS.contains(spark.getCondition())) {
            return true;
        }
        return isOfClass(error)
                || STATUS_ACCESSORS.stream().anyMatch(accessor -> isOfStatus(error, accessor))
                || isInWords(error);
    }

    private static boolean isOfClass(Throwable error) {
        if (error instanceof OutOfMemoryError
                || error instanceof SocketException
                || error instanceof SocketTimeoutException
                || error instanceof UnknownHostException
                || error instanceof TimeoutException) {
            return true;
        }
        for (Class<?> type = error.getClass(); type != null; type = type.getSuperclass()) {
            if (CLASSES.contains(type.getName())) {
                return true;
            }
        }
        return false;
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

    private static boolean isInWords(Throwable error) {
        List<String> words;
        if (error instanceof IOException) {
            words = WORDS_OF_IO;
        } else if (error.getClass() == SparkException.class && error.getCause() == null) {
            words = WORDS_OF_SPARK;
        } else {
            return false;
        }
        String text = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(text::contains);
    }
}
