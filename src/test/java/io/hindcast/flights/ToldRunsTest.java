package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.cli.CommandLine;
import io.hindcast.delta.DeltaLeases;
import io.hindcast.delta.DeltaLedger;
import io.hindcast.delta.LocalHost;
import io.hindcast.delta.WarehouseFiles;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Leases;
import io.hindcast.ledger.Territory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are told something by other commands, as from another machine. */
@Tag("once")
@Tag("spark")
@Timeout(300)
class ToldRunsTest {

    @TempDir
    Path place;

    private SmallSales sales;

    @BeforeEach
    void declared() {
        sales = SmallSales.declared(place.resolve("world"));
    }

    private long commits() {
        return sales.ledger().stream()
                .filter(entry ->
                        entry.event() == Event.COMMITTED && entry.asset().startsWith("total_"))
                .count();
    }

    private void await(BooleanSupplier moment) throws InterruptedException {
        while (!moment.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Many small steps, one after the other. */
    private CompletableFuture<CommandLine.Ended> manySteps() throws InterruptedException {
        sales.expect(0, "run");
        IntStream.range(0, 12)
                .forEach(i -> sales.write(
                        "total_%02d.sql".formatted(i),
                        "/*---\nasset: total_%02d\n---*/\nSELECT sum(amount) + %d AS amount FROM daily"
                                .formatted(i, i)));
        CompletableFuture<CommandLine.Ended> run = CompletableFuture.supplyAsync(
                () -> CommandLine.run(List.of("run", sales.folder().toString(), "--parallel", "1")));
        await(() -> commits() > 0 || run.isDone());
        return run;
    }

    @Test
    void aRunIsPausedLimitedGoesOnAndIsWaitedFor() throws Exception {
        CompletableFuture<CommandLine.Ended> run = manySteps();

        assertThat(sales.expect(0, "pause").out()).contains("starts nothing more until 'hindcast resume'");
        // It hears within two seconds, and commits what runs; the ledger is a second behind.
        TimeUnit.SECONDS.sleep(8);
        long committed = commits();
        TimeUnit.SECONDS.sleep(3);
        assertThat(commits()).isEqualTo(committed).isLessThan(12);
        assertThat(sales.expect(31, "wait", "--timeout", "1s").err()).contains("[HC-386]");
        sales.expect(0, "limit", "--parallel", "3");
        CompletableFuture<CommandLine.Ended> waited = CompletableFuture.supplyAsync(
                () -> CommandLine.run(List.of("wait", sales.folder().toString(), "--json")));
        assertThat(sales.expect(0, "resume", "--json").out()).contains("\"told\":\"resume\"");

        CommandLine.Ended ended = run.get();
        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.err()).contains("pausing, as ", "at most 3 steps at once, as ", "going on, as ");
        assertThat(waited.get().out()).contains("\"outcome\":\"done\",\"exit\":0");
        assertThat(commits()).isEqualTo(12);
        assertThat(sales.expect(0, "show").out())
                .contains(": pause\n", ": limit --parallel 3\n", ": resume\n")
                .contains("told:");
        assertThat(sales.expect(0, "history", "--json").out()).contains("\"what\":\"limit --parallel 3\"");
        assertThat(sales.expect(2, "pause").err()).contains("has ended [HC-383]");
    }

    @Test
    void aRunIsCancelledAndGoneOnWith() throws Exception {
        CompletableFuture<CommandLine.Ended> run = manySteps();

        sales.expect(0, "cancel");
        sales.expect(12, "wait");

        CommandLine.Ended ended = run.get();
        assertThat(ended.exit()).as(ended.said()).isEqualTo(12);
        assertThat(sales.ledger())
                .filteredOn(entry -> entry.event() == Event.CANCELLED)
                .extracting(Entry::error)
                .singleElement()
                .asString()
                .startsWith("cancelled by ");
        long before = commits();
        assertThat(before).isLessThan(12);
        sales.expect(0, "resume");
        assertThat(commits()).isEqualTo(12);
    }

    @Test
    void commandsToNobodyAndAboutDeadRunsSaySo() {
        assertThat(sales.expect(2, "pause").err()).contains("[HC-322]");
        assertThat(sales.expect(2, "limit").err()).contains("[HC-590]");
        assertThat(sales.expect(2, "cancel", "r-none").err()).contains("[HC-322]");
        Lease.Owner dead = new Lease.Owner("r-dead", LocalHost.lookedUp().name(), endedProcess(), "ann@host");
        hold(dead);
        assertThat(sales.expect(2, "pause").err()).contains("[HC-322]");
        assertThat(sales.expect(2, "pause", "r-dead").err()).contains("nobody is at work on run r-dead [HC-384]");
        assertThat(sales.expect(1, "wait", "r-dead").err()).contains("run r-dead has died [HC-385]");
        assertThat(sales.expect(0, "cancel", "r-dead").out()).contains("is cancelled; its driver had died");
        sales.expect(12, "wait", "r-dead");
        assertThat(sales.expect(2, "cancel", "r-dead").err()).contains("[HC-383]");
        assertThat(leases().all()).isEmpty();
    }

    /** On this host, and of no process. */
    private static String endedProcess() {
        return LocalHost.lookedUp().process().replaceFirst("@\\d+", "@1");
    }

    private Leases leases() {
        String root = sales.base().resolve("tables").toString();
        Configuration hadoop = new Configuration();
        return new DeltaLeases(
                new DeltaLedger(hadoop, root),
                new WarehouseFiles(hadoop, root),
                "sales",
                InstantSource.system(),
                new DeltaLeases.Rules(LocalHost.lookedUp(), Duration.ofSeconds(90)));
    }

    private void hold(Lease.Owner owner) {
        Lease lease = new Lease(
                owner,
                Instant.now(),
                Instant.now().plusSeconds(90),
                Territory.of(Map.of("daily", "2026-01-05"), Map.of()));
        leases().decide(all ->
                new Leases.Decided<>("held", Optional.of(new Leases.Change(Leases.Deed.TAKEN, lease, List.of()))));
    }
}
