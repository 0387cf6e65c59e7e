package io.hindcast.callback;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.retry.Failure;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.Wait;
import io.hindcast.run.Attempt;
import io.hindcast.run.Attempts;
import io.hindcast.run.Chronicle;
import io.hindcast.run.Earlier;
import io.hindcast.run.Ending;
import io.hindcast.run.RunId;
import io.hindcast.run.RunResult;
import io.hindcast.run.RunSetup;
import io.hindcast.run.RunState;
import io.hindcast.run.Runner;
import io.hindcast.run.StepOutcome;
import io.hindcast.run.StepRunner;
import io.hindcast.testing.TestingOutcomes;
import io.hindcast.testing.TestingTables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is told what happens in whole runs with tables in memory. */
@Timeout(60)
class CallbacksTest {

    private static final Instant AT = Instant.parse("2013-06-01T00:00:00Z");
    private static final Partitioning DAYS = days("2013-01-01..2013-01-02");
    private static final Warehouse WORLD =
            world().source("s", DAYS).asset("a", DAYS, input("s")).warehouse();
    private static final RunId RUN = new RunId("r-1", "world", "ann@host");

    @TempDir
    Path folder;

    private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> authorized = new LinkedBlockingQueue<>();
    private HttpServer server;
    private int answer = 204;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            authorized.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Callback webhook(Set<Occasion> on) {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        return new Callback(
                on, new Callback.Webhook(uri, Map.of("Authorization", "Bearer abc")), Duration.ofSeconds(10));
    }

    private static Callback command(Duration timeout, String... words) {
        return new Callback(Set.of(Occasion.RUN_ENDED), new Callback.Command(List.of(words)), timeout);
    }

    /** The second day is bad. */
    private static RunResult run(List<Callback> callbacks) {
        TestingTables tables = new TestingTables();
        tables.arrive("s", DAYS.domain());
        WarehouseState state = tables.state(WORLD);
        Plan plan = new Planner(WORLD, state, new BatchPolicy(1 << 30, 1, 100, 1))
                .plan("p-1", Request.everything(), AT, List.of());
        try (Callbacks told = new Callbacks(RUN, callbacks)) {
            RunResult result = new Runner(
                            Attempts.of("r-1", WORLD, plan, state),
                            new SecondDayIsBad(),
                            new Chronicle(RUN, WORLD, rows -> {}),
                            told,
                            new Runner.Timing(() -> AT, () -> 0.5))
                    .run(RunState.begin(
                            RunSetup.of(
                                    WORLD,
                                    plan.steps(),
                                    Earlier.nothing(),
                                    new RetryPolicy(2, Wait.none(), Duration.ZERO),
                                    1),
                            Map.of(),
                            Map.of()));
            told.finished(Ending.of(plan, result), 1.5, AT);
            return result;
        }
    }

    private static final class SecondDayIsBad implements StepRunner {

        @Override
        public void prepare(String run, Collection<Asset> assets, Collection<String> reset) {}

        @Override
        public StepOutcome run(Attempt attempt) {
            return attempt.partitions().toString().endsWith("02")
                    ? TestingOutcomes.failed(attempt, TestingOutcomes.failure(Failure.Kind.REPEATABLE, "poison"))
                    : TestingOutcomes.committed(attempt, partition -> true, 1, AT);
        }

        @Override
        public void cancel(Attempt attempt) {}

        @Override
        public boolean abandon(Attempt attempt) {
            return true;
        }
    }

    private static JsonNode json(String document) throws IOException {
        return new ObjectMapper().readTree(document);
    }

    @Test
    void aWebhookIsToldWhatHappensInItsOrder() throws IOException {
        assertThat(run(List.of(webhook(EnumSet.allOf(Occasion.class)))).tally().committed())
                .isEqualTo(1);
        List<JsonNode> told = new ArrayList<>();
        for (String document : posted) {
            told.add(json(document));
        }
        assertThat(told)
                .extracting(each ->
                        each.path("event").asText() + " " + each.path("step").asText())
                .containsExactly(
                        "before a/1",
                        "after a/1",
                        "before_sleep a/1",
                        "before a/1",
                        "after a/1",
                        "retry_error_callback a/1",
                        "before a/1.1",
                        "before a/1.2",
                        "after a/1.2",
                        "retry_error_callback a/1.2",
                        "quarantined a/1.2",
                        "run_ended ");
        JsonNode last = told.get(told.size() - 1);
        assertThat(last.path("run").asText()).isEqualTo("r-1");
        assertThat(last.path("exit").asInt()).isEqualTo(10);
        assertThat(last.path("outcome").asText()).isEqualTo("quarantined");
        assertThat(last.path("seconds").asDouble()).isEqualTo(1.5);
        JsonNode quarantined = told.get(told.size() - 2);
        assertThat(quarantined.path("partitions").asText()).isEqualTo("2013-01-02");
        assertThat(quarantined.path("error").asText()).isEqualTo("poison raised");
        assertThat(told.get(5).path("then").asText()).isEqualTo("halved");
        assertThat(authorized).allMatch("Bearer abc"::equals);
    }

    @Test
    void onlyWhatSomebodyWantsToHearIsTold() throws IOException {
        run(List.of(webhook(Set.of(Occasion.QUARANTINED))));
        assertThat(posted).hasSize(1);
        assertThat(json(posted.remove()).path("event").asText()).isEqualTo("quarantined");
    }

    @Test
    void aCommandReadsTheDocumentAndItsEnvironmentNamesTheEvent() throws IOException {
        Path told = folder.resolve("told");
        run(List.of(command(Duration.ofSeconds(10), "sh", "-c", "{ echo $HINDCAST_EVENT; cat; } > " + told)));
        List<String> lines = Files.readAllLines(told);
        assertThat(lines.get(0)).isEqualTo("run_ended");
        assertThat(json(lines.get(1)).path("outcome").asText()).isEqualTo("quarantined");
    }

    /** None of them fails the run or keeps the others from being told. */
    @Test
    void whoDoesNotListenIsNotTold() {
        answer = 500;
        Callback nobody = new Callback(
                Set.of(Occasion.RUN_ENDED),
                new Callback.Webhook(URI.create("http://127.0.0.1:1/"), Map.of()),
                Duration.ofSeconds(1));
        RunResult result = run(List.of(
                command(Duration.ofSeconds(5), "no-such-program-at-all"),
                command(Duration.ofSeconds(5), "false"),
                nobody,
                webhook(Set.of(Occasion.RUN_ENDED))));
        assertThat(result.tally().committed()).isEqualTo(1);
        assertThat(posted).hasSize(1);
    }

    @Test
    void whoIsTooSlowIsStoppedAfterItsTimeWithAllThatItStarted() {
        CountDownLatch open = new CountDownLatch(1);
        server.createContext("/slow", exchange -> {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        Callback slow = new Callback(
                Set.of(Occasion.RUN_ENDED),
                new Callback.Webhook(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slow"), Map.of()),
                Duration.ofMillis(200));
        long begin = System.nanoTime();
        run(List.of(command(Duration.ofMillis(200), "sh", "-c", "sleep 60 & wait"), slow));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        open.countDown();
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .noneMatch(child -> child.info()
                        .commandLine()
                        .filter(line -> line.contains("sleep 60"))
                        .isPresent());
    }

    @Test
    void whatIsToldNamesNoSecret() {
        Callback.Webhook webhook =
                new Callback.Webhook(URI.create("https://hooks.example.com/T0/secret?key=x"), Map.of("A", "secret"));
        assertThat(webhook.toString()).isEqualTo("webhook at hooks.example.com");
    }
}
