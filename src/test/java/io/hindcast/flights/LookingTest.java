package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.cli.CommandLine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look at a small warehouse before it is built, after, and when it is out of date. */
@Tag("once")
@Tag("spark")
class LookingTest {

    @TempDir
    Path folder;

    @Test
    void onAnEmptyRootTheCommandsThatListEndWell() {
        SmallSales sales = SmallSales.declared(folder);

        assertThat(sales.expect(0, "history").out()).isEqualTo("nothing has happened yet\n");
        assertThat(sales.expect(0, "history", "--json").out()).isEqualTo("{\"runs\":[]}\n");
        assertThat(sales.expect(0, "history", "daily").out()).isEqualTo("nothing has happened to it yet\n");
        assertThat(sales.expect(0, "show").out()).isEqualTo("there has been no run yet\n");
        assertThat(sales.expect(0, "show", "--json").out()).isEqualTo("{\"run\":null}\n");
        assertThat(sales.expect(0, "status").out()).contains("20 partitions of 2 assets");
        assertThat(sales.expect(0, "graph").out())
                .contains("sum3  (asset, day)\n  <- daily: the day and the 2 before it");
        assertThat(sales.expect(0, "graph", "--select", "daily+", "--json").out())
                .contains("\"from\":\"daily\",\"to\":\"sum3\"");
    }

    @Test
    void wrongInputIsAnswered() {
        SmallSales sales = SmallSales.declared(folder);

        assertThat(sales.expect(2, "history", "dayly").err()).contains("[HC-517]", "did you mean daily?");
        assertThat(sales.expect(2, "history", "daily@2026-13").err()).contains("[HC-513]");
        assertThat(sales.expect(2, "show", "r-9").err()).contains("there is no run r-9 [HC-322]");
        assertThat(sales.expect(2, "why", "sales@2026-01-01").err()).contains("sales is a source [HC-518]");
        assertThat(sales.expect(2, "graph", "--select", "dayly").err()).contains("[HC-202]");
        assertThat(sales.expect(2, "graph", "--select", "sales").err()).contains("[HC-203]");
        assertThat(sales.expect(2, "try", "daily@2025-12-31").err()).contains("[HC-216]", "2026-01-01..2026-01-10");
        assertThat(sales.expect(2, "try", "daily@2026-01-01").err()).contains("[HC-215]", "hindcast stage");
    }

    @Test
    void whatWasBuiltIsToldAndTriedAndWhyItIsStale() {
        SmallSales sales = SmallSales.declared(folder);
        sales.expect(0, "stage");
        assertThat(sales.expect(0, "try", "daily@2026-01-03").out())
                .contains("daily@2026-01-03: 1 row", "2026-01-03  10", "there now: nothing of ours");
        assertThat(sales.expect(2, "try", "sum3@2026-01-03").err()).contains("[HC-215]", "--select '+sum3@2026-01-03'");
        sales.expect(0, "run", "--reason", "the first load");
        TableFiles before = sales.files("daily");
        int entries = sales.ledger().size();

        assertThat(sales.expect(0, "try", "daily@2026-01-03").out()).contains("there now: the same rows");
        assertThat(sales.expect(0, "history").out()).contains("run (the first load)", "20 committed");
        assertThat(sales.expect(0, "history", "daily@2026-01-03").out()).contains("committed daily", "why: missing");
        assertThat(sales.expect(0, "show").out()).contains(": done", "daily/1: ", "10 committed; ", "sum3/1: ");

        sales.land("second", "2026-01-03,2,5");
        sales.expect(0, "stage");
        CommandLine.Ended tried = sales.expect(0, "try", "daily@2026-01-03", "--json");
        assertThat(tried.out()).contains("\"sample\":[[\"2026-01-03\",\"15\"]]", "\"there\":\"other\"", "[\"amount\"]");
        assertThat(sales.changedSince(before, "daily")).isEmpty();
        // Staging told of its own run, and nothing else was entered.
        assertThat(sales.ledger().subList(entries, sales.ledger().size()))
                .noneMatch(entry -> entry.asset().equals("daily"));
        assertThat(sales.expect(0, "why", "daily@2026-01-03").out())
                .contains("is stale: data", "changed 2026-01-03\n", "staged in run r-", "sum3");
        assertThat(sales.expect(0, "why", "sum3").out())
                .contains(
                        "sum3: 10 partitions, of 2 kinds",
                        "2026-01-01..2026-01-02,2026-01-06..2026-01-10 (7 partitions)")
                .contains("2026-01-03..2026-01-05 (3 partitions)\n  stale: upstream")
                .contains("of sales changed 2026-01-03\n            staged in run r-")
                .contains("sum3 2026-01-03..2026-01-05 reads daily 2026-01-03, which will be rebuilt");
        sales.expect(0, "run", "--select", "daily@2026-01-03", "--no-downstream");
        assertThat(sales.expect(0, "why", "sum3@2026-01-04", "--json").out())
                .contains("\"cause\":\"data\",\"table\":\"daily\",\"partitions\":\"2026-01-03\"")
                .contains("\"cause\":\"data\",\"table\":\"sales\",\"partitions\":\"2026-01-03\"")
                .contains("\"reads\":\"daily\",\"read\":\"2026-01-03\",\"how\":\"changed\"");

        sales.write("daily.sql", sales.text("daily.sql").replace("sum(CAST(", "1 + sum(CAST("));
        assertThat(sales.expect(0, "why", "daily@2026-01-03").out())
                .contains("the SELECT was:", "the SELECT is:", "1 + sum");
    }

    @Test
    void aJobThatFailsIsToldAsAProblem() {
        SmallSales sales = SmallSales.declared(folder);
        sales.land("bad", "2026-01-04,9,many");
        sales.expect(0, "stage");

        assertThat(sales.expect(10, "try", "daily@2026-01-04").err())
                .contains("the job of daily fails", "many", "[HC-334]");
        assertThat(sales.expect(0, "try", "daily@2026-01-05", "--rows", "1").out())
                .contains("1 row");
    }

    @Test
    void whatARunWouldRefuseEndsTryAsItWouldEndTheRun() {
        SmallSales sales = SmallSales.declared(folder);
        sales.expect(0, "stage");
        sales.write("daily.sql", sales.text("daily.sql").replace("---*/", "checks: {rows: '> 1'}\n---*/"));

        assertThat(sales.expect(10, "try", "daily@2026-01-05").out()).contains("not all hold", "rows > 1");
    }

    @Test
    void whatIsNotThereAboveIsTold() {
        SmallSales sales = SmallSales.declared(folder);
        sales.expect(0, "run", "--select", "daily@2026-01-04", "--no-downstream");

        assertThat(sales.expect(0, "try", "sum3@2026-01-04").out())
                .contains("not there, and read as nothing: daily 2026-01-02..2026-01-03", "2026-01-04  10");
        assertThat(List.of(sales.expect(0, "history", "--limit", "1").out().split("\n", -1))
                        .get(0))
                .contains("done");
    }
}
