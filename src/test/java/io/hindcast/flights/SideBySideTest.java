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
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands beside another run that is at work on a part of the warehouse, on another machine. */
@Tag("once")
@Tag("spark")
class SideBySideTest {

    private static final Lease.Owner OTHER = new Lease.Owner("r-other", "elsewhere", "1@1", "ann@elsewhere");

    @TempDir
    static Path shared;

    private static SmallSales built;

    @TempDir
    Path place;

    @BeforeAll
    static void tenDays() {
        built = SmallSales.declared(shared.resolve("built"));
        built.expect(0, "run");
    }

    private SmallSales copy() {
        return built.copiedTo(place.resolve("world"));
    }

    private static Leases leases(SmallSales sales) {
        String root = sales.base().resolve("tables").toString();
        Configuration hadoop = new Configuration();
        return new DeltaLeases(
                new DeltaLedger(hadoop, root),
                new WarehouseFiles(hadoop, root),
                "sales",
                InstantSource.system(),
                new DeltaLeases.Rules(LocalHost.lookedUp(), Duration.ofSeconds(90)));
    }

    private static void hold(SmallSales sales, Map<String, String> writes, Map<String, String> reads) {
        Lease lease = new Lease(OTHER, Instant.now(), Instant.now().plusSeconds(90), Territory.of(writes, reads));
        leases(sales)
                .decide(all -> new Leases.Decided<>(
                        "held", Optional.of(new Leases.Change(Leases.Deed.TAKEN, lease, List.of()))));
    }

    @Test
    void whatAnotherRunHoldsIsLeftOutWithAllThatReadsItAndTheRestIsDone() {
        SmallSales sales = copy();
        TableFiles daily = sales.files("daily");
        TableFiles sum3 = sales.files("sum3");
        hold(sales, Map.of("daily", "2026-01-05"), Map.of());

        CommandLine.Ended ended = sales.expect(31, "run", "--select", "daily@2026-01-04..2026-01-08", "--force");

        assertThat(ended.out())
                .contains("the rest done, another run holds some partitions", "held: 4 partitions")
                .containsPattern(
                        "waits for daily 2026-01-05: run r-other of ann@elsewhere has been at work for \\d+ s");
        assertThat(sales.changedSince(daily, "daily")).isEmpty();
        assertThat(sales.changedSince(sum3, "sum3")).isEmpty();
        assertThat(sales.ledger())
                .filteredOn(entry ->
                        entry.event() == Event.UNCHANGED && entry.asset().equals("daily"))
                .extracting(Entry::partition)
                .containsExactlyInAnyOrder("2026-01-04", "2026-01-06", "2026-01-07", "2026-01-08");
        assertThat(sales.ledger())
                .filteredOn(entry ->
                        entry.event() == Event.SKIPPED && entry.reason().startsWith("held: "))
                .extracting(Entry::asset, Entry::partition)
                .hasSize(2);
        assertThat(leases(sales).all()).extracting(held -> held.lease().owner()).containsExactly(OTHER);
        assertThat(sales.expect(0, "run", "--json").out()).contains("\"run\":null");
    }

    @Test
    void whoeverHoldsAllThatIsAskedForEndsACommandWith31AndNothingIsWritten() {
        SmallSales sales = copy();
        hold(sales, Map.of(), Map.of("daily", "2026-01-01..2026-01-10"));
        TableFiles ledger = sales.files("_hindcast/ledger");

        CommandLine.Ended ended =
                sales.expect(31, "run", "--select", "daily@2026-01-05", "--force", "--no-downstream", "--json");

        assertThat(ended.err()).contains("another run is at work on sales [HC-320]", "run r-other of ann@elsewhere");
        assertThat(ended.out()).contains("\"exit\":31");
        assertThat(sales.files("_hindcast/ledger")).isEqualTo(ledger);
        // What it reads may be read by others as well.
        sales.expect(0, "run", "--select", "sum3@2026-01-05", "--force");
    }

    @Test
    void aSavedPlanLeavesTheSameOutAndSaysWhy() {
        SmallSales sales = copy();
        Path plan = place.resolve("plan.json");
        sales.expect(
                0,
                "plan",
                "--select",
                "daily@2026-01-02,2026-01-09",
                "--force",
                "--no-downstream",
                "--out",
                plan.toString());
        hold(sales, Map.of("daily", "2026-01-09"), Map.of());

        String said = sales.expect(31, "apply", plan.toString(), "--json").out();

        assertThat(said)
                .contains("\"unchanged\":1", "\"outcome\":\"held\"", "\"left\":1")
                .containsPattern(
                        "\"held\":\\[\\{\"asset\":\"daily\",\"partitions\":\"2026-01-09\",\"why\":"
                                + "\\[\"waits for daily 2026-01-09: run r-other of ann@elsewhere has been at work for \\d+ s\"");
    }

    @Test
    void filesThatAnotherRunLoadsAreLeftToIt() {
        SmallSales sales = copy();
        sales.land("more", "2026-01-05,1,11");
        hold(sales, Map.of("sales", "2026-01-01..2026-01-10"), Map.of());

        assertThat(sales.expect(31, "stage").err()).contains("[HC-381]");
        assertThat(sales.expect(31, "run").err())
                .contains("new landing files of sales are left to run r-other [HC-381]");
        assertThat(sales.expect(31, "run", "--select", "daily@2026-01-02", "--force")
                        .out())
                .contains("the rest done");

        leases(sales).giveBack(OTHER);
        sales.expect(0, "run");
        assertThat(sales.amounts("daily")).containsEntry("2026-01-05", "11");
    }

    @Test
    void aRunWaitsAsLongAsItIsToldTo() throws InterruptedException {
        SmallSales sales = copy();
        hold(sales, Map.of("daily", "2026-01-05"), Map.of());
        Thread end = new Thread(() -> leases(sales).giveBack(OTHER));
        Thread later = new Thread(() -> {
            try {
                Thread.sleep(3000);
                end.start();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        later.start();

        CommandLine.Ended ended = sales.expect(0, "run", "--select", "daily@2026-01-05", "--force", "--wait", "5m");

        end.join();
        assertThat(ended.err()).contains("waiting: run r-other of ann@elsewhere has been at work");
        assertThat(ended.out()).contains(": done; 0 partitions committed");
    }
}
