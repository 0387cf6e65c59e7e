package io.hindcast.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.problem.JobProblems;
import io.hindcast.problem.Problems;
import io.hindcast.problem.TrialProblems;
import io.hindcast.retry.Failure;
import io.hindcast.retry.Failure.Kind;
import io.hindcast.retry.Origin;
import io.hindcast.retry.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hadoop.net.ConnectTimeoutException;
import org.apache.hadoop.util.DiskChecker;
import org.apache.spark.SparkException;
import org.apache.spark.memory.SparkOutOfMemoryError;
import org.apache.spark.shuffle.FetchFailedException;
import org.apache.spark.storage.BlockManagerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

class StepFailuresTest {

    /** As the AWS SDK 2 has it. */
    public static class ServiceException extends RuntimeException {
        private final int status;

        ServiceException(int status) {
            super("the service answered " + status);
            this.status = status;
        }

        public int statusCode() {
            return status;
        }
    }

    /** As Hadoop's connector to Azure has it. */
    public static final class RestException extends IOException {
        public int getStatusCode() {
            return 503;
        }
    }

    @Test
    void nobodyIsAdvisedToGiveUpTheStrictMode() {
        RuntimeException error = new RuntimeException("[DIVIDE_BY_ZERO] Division by zero. Use `try_divide` to tolerate"
                + " divisor being 0 and return NULL instead. If necessary set \"spark.sql.ansi.enabled\" to \"false\" to"
                + " bypass this error. SQLSTATE: 22012");

        assertThat(StepFailures.of(error).message())
                .isEqualTo(
                        "[DIVIDE_BY_ZERO] Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL"
                                + " instead.");
    }

    private static Stream<Arguments> exhausted() {
        return Stream.of(
                Arguments.of(Trouble.OUT_OF_MEMORY, new OutOfMemoryError("Java heap space")),
                Arguments.of(
                        Trouble.OUT_OF_MEMORY,
                        new SparkOutOfMemoryError(
                                "UNABLE_TO_ACQUIRE_MEMORY", Map.of("requestedBytes", "65536", "receivedBytes", "0"))),
                Arguments.of(
                        Trouble.EXECUTOR_LOST,
                        new FetchFailedException(
                                BlockManagerId.apply("1", "host", 7337, Option.empty()), 1, 2L, 3, 4, "gone", null)),
                // An executor that is about to end, and was given one more task.
                Arguments.of(
                        Trouble.EXECUTOR_LOST,
                        new RejectedExecutionException("Task org.apache.spark.executor.Executor$TaskRunner@a6b28a2 "
                                + "rejected from java.util.concurrent.ThreadPoolExecutor@4c7bde9e[Shutting down, "
                                + "pool size = 1, active threads = 1, queued tasks = 0, completed tasks = 11]")),
                Arguments.of(Trouble.NETWORK_AWAY, new ConnectException("Connection refused")),
                Arguments.of(Trouble.NETWORK_AWAY, new SocketException("Connection reset")),
                Arguments.of(Trouble.NETWORK_AWAY, new UnknownHostException("store.example")),
                Arguments.of(Trouble.NETWORK_AWAY, new ConnectTimeoutException("20000 millis timeout")),
                Arguments.of(Trouble.DISK_FULL, new DiskChecker.DiskErrorException("no directory is writable")),
                Arguments.of(Trouble.DISK_FULL, new FileSystemException("/tmp/x", null, "No space left on device")),
                Arguments.of(Trouble.DISK_FULL, new IOException("No space left on device")),
                Arguments.of(Trouble.OPEN_FILES, new IOException("/tmp/x (Too many open files)")),
                Arguments.of(Trouble.TIMED_OUT, new TimeoutException("futures timed out")),
                Arguments.of(Trouble.STORE_AWAY, new RestException()),
                Arguments.of(
                        Trouble.OUT_OF_MEMORY,
                        new SparkException("Job aborted due to stage failure: Task 0 in stage 7.0 failed 1 times: "
                                + "ExecutorLostFailure (executor 1 exited caused by one of the running tasks) "
                                + "Reason: Command exited with code 52")),
                Arguments.of(
                        Trouble.OUT_OF_MEMORY,
                        new SparkException("Job aborted due to stage failure: ExecutorLostFailure (executor 2 exited "
                                + "caused by one of the running tasks) Reason: Container killed by YARN for exceeding "
                                + "physical memory limits. 1.4 GB of 1.4 GB physical memory used.")),
                Arguments.of(
                        Trouble.EXECUTOR_LOST,
                        new SparkException("Job aborted due to stage failure: Task 3 in stage 1.0 failed 4 times: "
                                + "ExecutorLostFailure (executor 2 exited caused by one of the running tasks)")));
    }

    @ParameterizedTest
    @MethodSource("exhausted")
    void whatGaveOutIsSeenHoweverDeepItLies(Trouble trouble, Throwable error) {
        for (Throwable each : List.of(error, aborted(new RuntimeException("in a task", error)))) {
            assertThat(StepFailures.of(each).kind()).isEqualTo(Kind.RESOURCES);
            assertThat(StepFailures.of(each).origin().trouble()).contains(trouble);
        }
    }

    @Test
    void whatWasRaisedIsKnownByItsClassesAndThoseOfItsCauses() {
        Origin origin =
                StepFailures.of(aborted(new ConnectException("refused"))).origin();

        assertThat(origin.chain()).hasSize(2);
        assertThat(origin.chain().get(0).types())
                .startsWith("org.apache.spark.SparkException")
                .contains("java.lang.Throwable", "org.apache.spark.SparkThrowable");
        assertThat(origin.chain().get(1).types()).contains("java.net.SocketException", "java.io.IOException");
        assertThat(origin.chain().get(1).message()).isEqualTo("refused");
    }

    /** As an error of a store's client may tell it. */
    public static final class Throttled extends RuntimeException {
        public Duration retryAfter() {
            return Duration.ofSeconds(7);
        }
    }

    @Test
    void howLongAServerAsksToWaitIsSeen() {
        assertThat(retryAfter(aborted(new Throttled()))).contains(Duration.ofSeconds(7));
        assertThat(retryAfter(new IOException("429 Too Many Requests, Retry-After: 30")))
                .contains(Duration.ofSeconds(30));
        assertThat(retryAfter(new IOException("429 Too Many Requests"))).isEmpty();
        assertThat(retryAfter(new IOException("Retry-After: 999999999"))).isEmpty();
    }

    private static Optional<Duration> retryAfter(Throwable error) {
        return StepFailures.of(error).origin().retryAfter();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void aStatusOfAServerThatIsNotWellIsSeen(int status) {
        assertThat(StepFailures.of(aborted(new ServiceException(status))).kind())
                .isEqualTo(Kind.RESOURCES);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 412})
    void aStatusThatBlamesTheRequestIsNone(int status) {
        assertThat(StepFailures.of(aborted(new ServiceException(status))).kind())
                .isEqualTo(Kind.REPEATABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flight 503 has no origin",
                "the text 'connection reset' is no number",
                "out of memory of mankind",
                "Task 7 rejected from a pool of the job's own"
            })
    void wordsInTheDataAreNoSign(String message) {
        assertThat(StepFailures.of(aborted(new IllegalStateException(message))).kind())
                .isEqualTo(Kind.REPEATABLE);
        assertThat(StepFailures.of(new ArithmeticException(message)).kind()).isEqualTo(Kind.REPEATABLE);
        assertThat(StepFailures.of(new RejectedExecutionException(message)).kind())
                .isEqualTo(Kind.REPEATABLE);
    }

    @Test
    void theMessageOfAnOuterExceptionThatRepeatsTheTaskIsNoSign() {
        SparkException repeats =
                new SparkException("Job aborted: exit code 137 stands in a row", new ArithmeticException("/ by zero"));

        assertThat(StepFailures.of(repeats).kind()).isEqualTo(Kind.REPEATABLE);
    }

    @Test
    void whatFailsWhileCleaningUpIsNotTheCause() {
        ArithmeticException cause = new ArithmeticException("/ by zero");
        cause.addSuppressed(new SocketException("Connection reset"));

        assertThat(StepFailures.of(aborted(cause)).kind()).isEqualTo(Kind.REPEATABLE);
    }

    /** Spark keeps the whole of a stack that way. */
    @Test
    void whatStandsBesideTheCauseIsNotWhatIsSaid() {
        OutOfMemoryError cause = new OutOfMemoryError("Java heap space");
        cause.addSuppressed(new Exception("Full stacktrace of original doTryWithCallerStacktrace caller"));

        Failure failure = StepFailures.of(new IllegalStateException("the job ended", cause));

        assertThat(failure.message()).isEqualTo("Java heap space");
        assertThat(failure.code()).isEqualTo("OutOfMemoryError");
    }

    /** The look at other batches computes some partitions once more, and calls what fails there the job's. */
    @Test
    void aProblemThatCameOfWhatGaveOutIsNotTheJobs() {
        SparkException lost = new SparkException("Job aborted: ExecutorLostFailure (executor 2 exited unrelated)");

        Failure failure = StepFailures.of(Problems.raise(TrialProblems.jobFailed("a", "Job aborted"), lost));

        assertThat(failure.kind()).isEqualTo(Kind.RESOURCES);
        assertThat(failure.origin().trouble()).contains(Trouble.EXECUTOR_LOST);
        assertThat(failure.message()).startsWith("Job aborted: ExecutorLostFailure");
    }

    @Test
    void aWrongJobIsPermanent() {
        assertThat(StepFailures.of(Problems.raise(JobProblems.timeTravel())).kind())
                .isEqualTo(Kind.PERMANENT);
    }

    @Test
    void causesThatLeadBackToThemselvesComeToAnEnd() {
        IOException inner = new IOException("inner");
        UncheckedIOException outer = new UncheckedIOException("outer", inner);
        inner.initCause(outer);

        assertThat(StepFailures.of(outer).kind()).isEqualTo(Kind.REPEATABLE);
    }

    private static SparkException aborted(Throwable cause) {
        return new SparkException(
                "TASK_WRITE_FAILED",
                CollectionConverters.asScala(Map.of("path", "file:/t")).toMap(scala.$less$colon$less$.MODULE$.refl()),
                cause);
    }
}
