package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.cli.CommandLine;
import io.hindcast.delta.LocalHost;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.Lease;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
    void built() {
        sales = SmallSales.built(place.resolve("world"));
    }

    private long commits() {
        return sales.ledger().stream()
                .filter(entry ->
                        entry.event() == Event.COMMITTED && entry.asset().startsWith("total_"))
                .count();
    }

    /** Many small steps, one after the other. */
    private CommandLine.Running manySteps() throws InterruptedException {
        IntStream.range(0, 12)
                .forEach(i -> sales.write(
                        "total_%02d.sql".formatted(i),
                        "/*---\nasset: total_%02d\n---*/\nSELECT sum(amount) + %d AS amount FROM daily"
                                .formatted(i, i)));
        CommandLine.Running run =
                CommandLine.start(List.of("run", sales.folder().toString(), "--parallel", "1"));
        run.until(() -> commits() > 0);
        return run;
    }

    @Test
    void aRunIsPausedLimitedGoesOnAndIsWaitedFor() throws Exception {
        CommandLine.Running run = manySteps();

        assertThat(sales.expect(0, "pause").out()).contains("starts nothing more until 'hindcast resume'");
        run.untilItSays("pausing, as ");
        // It commits what runs, and the ledger is a second behind.
        TimeUnit.SECONDS.sleep(4);
        long committed = commits();
        TimeUnit.SECONDS.sleep(3);
        assertThat(commits()).isEqualTo(committed).isLessThan(12);
        assertThat(sales.expect(31, "wait", "--timeout", "1s").err()).contains("[HC-386]");
        sales.expect(0, "limit", "--parallel", "3");
        sales.expect(0, "limit", "--parallel", "1", "--of", "sum3");
        assertThat(sales.expect(2, "limit", "--parallel", "1", "--of", "sum33").err())
                .contains("[HC-690]", "did you mean sum3?");
        CommandLine.Running waited =
                CommandLine.start(List.of("wait", sales.folder().toString(), "--json"));
        assertThat(sales.expect(0, "resume", "--json").out()).contains("\"told\":\"resume\"");

        CommandLine.Ended ended = run.ended();
        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.err())
                .contains(
                        "pausing, as ",
                        "at most 3 steps at once, as ",
                        "at most 1 step at once of sum3, as ",
                        "going on, as ");
        assertThat(waited.ended().out()).contains("\"outcome\":\"done\",\"exit\":0");
        assertThat(commits()).isEqualTo(12);
        assertThat(sales.expect(0, "show").out())
                .contains(": pause\n", ": limit --parallel 3\n", ": resume\n")
                .contains("told:");
        assertThat(sales.expect(0, "history", "--json").out()).contains("\"what\":\"limit --parallel 3\"");
        assertThat(sales.expect(2, "pause").err()).contains("has ended [HC-383]");
    }

    @Test
    void aRunIsCancelledAndGoneOnWith() throws Exception {
        CommandLine.Running run = manySteps();

        sales.expect(0, "cancel");
        sales.expect(12, "wait");

        CommandLine.Ended ended = run.ended();
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
        sales = SmallSales.declared(place.resolve("new"));
        assertThat(sales.expect(2, "pause").err()).contains("[HC-322]");
        assertThat(sales.expect(2, "limit").err()).contains("[HC-590]");
        assertThat(sales.expect(2, "cancel", "r-none").err()).contains("[HC-322]");
        Lease.Owner dead = new Lease.Owner("r-dead", LocalHost.lookedUp().name(), endedProcess(), "ann@host");
        OtherRun died = new OtherRun(sales, dead);
        died.holds(Map.of("daily", "2026-01-05"), Map.of());
        assertThat(sales.expect(2, "pause").err()).contains("[HC-322]");
        assertThat(sales.expect(2, "pause", "r-dead").err()).contains("nobody is at work on run r-dead [HC-384]");
        assertThat(sales.expect(1, "wait", "r-dead").err()).contains("run r-dead has died [HC-385]");
        assertThat(sales.expect(0, "cancel", "r-dead").out()).contains("is cancelled; its driver had died");
        sales.expect(12, "wait", "r-dead");
        assertThat(sales.expect(2, "cancel", "r-dead").err()).contains("[HC-383]");
        assertThat(died.leases().all()).isEmpty();
    }

    /** On this host, and of no process. */
    private static String endedProcess() {
        return LocalHost.lookedUp().process().replaceFirst("@\\d+", "@1");
    }
}
