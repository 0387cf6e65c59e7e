package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.cli.CommandLine;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.Lease;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands beside another run that is at work on a part of the warehouse, on another machine. */
@Tag("once")
@Tag("spark")
class SideBySideTest {

    private static final Lease.Owner OTHER = new Lease.Owner("r-other", "elsewhere", "1@1", "ann@elsewhere");

    @TempDir
    Path place;

    private static OtherRun other(SmallSales sales) {
        return new OtherRun(sales, OTHER);
    }

    private SmallSales copy() {
        return SmallSales.built(place.resolve("world"));
    }

    @Test
    void whatAnotherRunHoldsIsLeftOutWithAllThatReadsItAndTheRestIsDone() {
        SmallSales sales = copy();
        TableFiles daily = sales.files("daily");
        TableFiles sum3 = sales.files("sum3");
        other(sales).holds(Map.of("daily", "2026-01-05"), Map.of());

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
        assertThat(other(sales).leases().all())
                .extracting(held -> held.lease().owner())
                .containsExactly(OTHER);
        assertThat(sales.expect(0, "run", "--json").out()).contains("\"run\":null");
    }

    @Test
    void whoeverHoldsAllThatIsAskedForEndsACommandWith31AndNothingIsWritten() {
        SmallSales sales = copy();
        other(sales).holds(Map.of(), Map.of("daily", "2026-01-01..2026-01-10"));
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
        other(sales).holds(Map.of("daily", "2026-01-09"), Map.of());

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
        other(sales).holds(Map.of("sales", "2026-01-01..2026-01-10"), Map.of());

        assertThat(sales.expect(31, "stage").err()).contains("[HC-381]");
        assertThat(sales.expect(31, "run").err())
                .contains("new landing files of sales are left to run r-other [HC-381]");
        assertThat(sales.expect(31, "run", "--select", "daily@2026-01-02", "--force")
                        .out())
                .contains("the rest done");

        other(sales).ends();
        sales.expect(0, "run");
        assertThat(sales.amounts("daily")).containsEntry("2026-01-05", "11");
    }

    @Test
    void aRunWaitsAsLongAsItIsToldTo() throws InterruptedException {
        SmallSales sales = copy();
        OtherRun other = other(sales);
        other.holds(Map.of("daily", "2026-01-05"), Map.of());
        CommandLine.Running run = CommandLine.start(
                List.of("run", sales.folder().toString(), "--select", "daily@2026-01-05", "--force", "--wait", "5m"));

        run.untilItSays("waiting: run r-other of ann@elsewhere has been at work");
        other.ends();

        CommandLine.Ended ended = run.ended();
        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.err()).contains("waiting: run r-other of ann@elsewhere has been at work");
        assertThat(ended.out()).contains(": done; 0 partitions committed");
    }
}
