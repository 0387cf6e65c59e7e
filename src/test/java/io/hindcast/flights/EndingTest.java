package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.cli.CommandLine;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process ends with, what it says, what the ledger tells of it, and what is shown of it later are one thing. */
@Tag("once")
@Tag("spark")
class EndingTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path base;

    @Test
    void aRunThatLeavesPartitionsWaitingTellsSoEverywhere() throws IOException {
        SmallSales sales = SmallSales.declared(base);
        sales.write("daily.sql", sales.text("daily.sql").replace("until: 2026-01-10", "until: 2026-01-12"));
        sales.write("warehouse.yaml", sales.text("warehouse.yaml").replace("until: 2026-01-10", "until: 2026-01-12"));

        CommandLine.Ended ended = sales.expect(20, "run", "--json");

        assertThat(endsAlike(sales, ended).path("left").asLong()).isEqualTo(2);
        assertThat(sales.expect(0, "show").said())
                .contains(
                        "waiting (exit 20)", "daily@2026-01-11..2026-01-12", "waits for sales 2026-01-11..2026-01-12");
    }

    @Test
    void whoWaitsForWhatIsTold() {
        SmallSales sales = SmallSales.declared(base);
        sales.write(
                "warehouse.yaml",
                sales.text("warehouse.yaml")
                        .replace(
                                "defaults:", "  shops: {path: ../tables/nobodys, columns: {code: string}}\ndefaults:"));
        sales.write("closed.sql", """
                /*---
                asset: closed
                ---*/
                SELECT code, count(*) AS n FROM shops GROUP BY code
                """);

        String said = sales.expect(20, "run").said();

        assertThat(said)
                .containsPattern("closed +0 +0 +0 +0 +1 +0")
                .contains("waiting: 1 partition\n  closed@*\n    waits for shops: there is no table at ")
                .contains("tables/nobodys");
        assertThat(sales.expect(20, "run").said()).contains("waits for shops: there is no table at ");
        assertThat(sales.expect(0, "plan", "--explain").said()).contains("waits for shops: there is no table at ");
        assertThat(sales.expect(0, "check").said()).contains("note: there is no table of source shops at ");
    }

    @Test
    void aRunOverPartitionsThatWereSetAsideBeforeTellsSoEverywhere() throws IOException {
        SmallSales sales = SmallSales.declared(base);
        sales.land("bad", "2026-01-03,2,ten");
        JsonNode first = endsAlike(sales, sales.expect(10, "run", "--json"));
        assertThat(first.path("left").asLong()).isEqualTo(3);

        // New rows of another day: the bad one is not tried again, and is still the end of the run.
        sales.land("more", "2026-01-09,2,5");
        endsAlike(sales, sales.expect(10, "run", "--json"));

        // A landing file that brings nothing that is read: the plan comes out empty.
        sales.land("nothing");
        endsAlike(sales, sales.expect(10, "run", "--json"));
    }

    @Test
    void aRunThatCannotGoOnTellsWhyAndWithWhatItEnded() throws IOException {
        SmallSales sales = SmallSales.declared(base);
        sales.land("wrong", "no date,2,5");

        CommandLine.Ended ended = sales.expect(2, "run");

        Entry end = end(sales);
        assertThat(end.reason()).isEqualTo("failed");
        assertThat(MAPPER.readTree(end.detail()).path("exit").asInt()).isEqualTo(2);
        assertThat(ended.said()).contains(end.error().lines().findFirst().orElseThrow());
        assertThat(sales.expect(0, "show").said()).contains("failed (exit 2)").contains("error:");
    }

    /** What the process said on its last line, once the others agree with it. */
    private static JsonNode endsAlike(SmallSales sales, CommandLine.Ended ended) throws IOException {
        JsonNode said = MAPPER.readTree(ended.out());
        JsonNode told = MAPPER.readTree(end(sales).detail());
        JsonNode shown = MAPPER.readTree(sales.expect(0, "show", "--json").out());
        assertThat(said.path("exit").asInt()).isEqualTo(ended.exit());
        for (String field : List.of("exit", "left")) {
            assertThat(told.path(field)).as(field).isEqualTo(said.path(field));
            assertThat(shown.path(field)).as(field).isEqualTo(said.path(field));
        }
        assertThat(told.path("quarantined")).isEqualTo(said.path("quarantined"));
        assertThat(end(sales).reason()).isEqualTo(said.path("outcome").asText());
        assertThat(shown.path("outcome")).isEqualTo(said.path("outcome"));
        return said;
    }

    private static Entry end(SmallSales sales) {
        return sales.ledger().stream()
                .filter(entry -> entry.event() == Event.FINISHED)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
