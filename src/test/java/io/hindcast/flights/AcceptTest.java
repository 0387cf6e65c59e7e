package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions that others wrote, taken for built. */
@Tag("once")
@Tag("spark")
class AcceptTest {

    @TempDir
    static Path staged;

    @TempDir
    Path place;

    private static Brownfield template;
    private Brownfield field;

    @BeforeAll
    static void stage() {
        template = Brownfield.staged(staged);
    }

    @BeforeEach
    void copy() {
        field = template.copiedTo(place.resolve("field"));
    }

    @Test
    void whatOthersMadeIsRecognisedAndNotOverwrittenUnasked() {
        field.madeByOthers("(DATE'2026-01-01', 10, 1)", "(DATE'2026-01-02', 7, 7)");
        TableFiles theirs = field.files();

        assertThat(field.status("daily"))
                .isEqualTo(Map.of("foreign", "2026-01-01..2026-01-02", "missing", "2026-01-03..2026-01-10"));
        assertThat(field.json(0, "plan")
                        .path("left_out")
                        .path("daily")
                        .path("foreign")
                        .asText())
                .isEqualTo("2026-01-01..2026-01-02");
        assertThat(field.expect(0, "why", "daily@2026-01-02").out()).contains("someone else", "--force", "accept");
        field.expect(0, "run");

        assertThat(field.files().changedSince(theirs)).isEqualTo(FlightsWorld.days("2026-01-03", "2026-01-10"));
        assertThat(field.rows()).containsEntry("2026-01-02", "7 7").containsEntry("2026-01-03", "10 1");
        assertThat(field.status("daily"))
                .isEqualTo(Map.of("foreign", "2026-01-01..2026-01-02", "fresh", "2026-01-03..2026-01-10"));
        assertThat(field.status("sum3")).isEqualTo(Map.of("fresh", "2026-01-01..2026-01-10"));
        assertThat(field.sales().amounts("sum3")).containsEntry("2026-01-03", "27");
    }

    @Test
    void acceptedPartitionsAreFreshAndTheTablesAloneTellIt() throws IOException {
        field.madeByOthers("(DATE'2026-01-01', 10, 1)", "(DATE'2026-01-02', 7, 7)", "(DATE'2026-01-03', 10, 1)");
        TableFiles theirs = field.files();

        JsonNode accepted = field.json(
                0, "accept", "--select", "daily@2026-01-01..2026-01-02 daily@2026-01-09", "--reason", "it was right");

        assertThat(accepted.path("accepted").path("daily").asText()).isEqualTo("2026-01-01..2026-01-02");
        assertThat(accepted.path("rows").path("daily").asLong()).isEqualTo(2);
        assertThat(accepted.path("left_out").path("daily").path("missing").asText())
                .isEqualTo("2026-01-09");
        assertThat(field.files().files()).isEqualTo(theirs.files());
        Map<String, String> standing =
                Map.of("fresh", "2026-01-01..2026-01-02", "foreign", "2026-01-03", "missing", "2026-01-04..2026-01-10");
        assertThat(field.status("daily")).isEqualTo(standing);
        List<Entry> rows = acceptedRows();
        assertThat(rows).extracting(Entry::partition).containsExactly("2026-01-01", "2026-01-02");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.reason()).isEqualTo("it was right");
            assertThat(row.rows()).hasValue(1);
            assertThat(row.hash()).startsWith("h1:");
            assertThat(row.inputs()).containsOnlyKeys("sales");
        });
        assertThat(field.expect(0, "why", "daily@2026-01-02").out()).contains("accepted");

        FlightsWorld.delete(Path.of(field.path("_hindcast")));
        assertThat(Files.exists(Path.of(field.path("_hindcast")))).isFalse();
        field.expect(0, "repair");
        assertThat(acceptedRows()).isEqualTo(rows);
        assertThat(field.status("daily")).isEqualTo(standing);
    }

    private List<Entry> acceptedRows() {
        return field.sales().ledger().stream()
                .filter(entry -> entry.event() == Event.ACCEPTED)
                .toList();
    }

    @Test
    void anAcceptedPartitionThatTheJobGivesAsItIsKeepsItsFilesWhenForced() {
        field.madeByOthers("(DATE'2026-01-01', 10, 1)", "(DATE'2026-01-02', 7, 7)");
        field.expect(0, "accept", "--select", "daily");
        TableFiles theirs = field.files();

        JsonNode ended = field.json(0, "run", "--select", "daily@2026-01-01..2026-01-02", "--force", "--no-downstream");

        assertThat(ended.path("unchanged").asInt()).isEqualTo(1);
        assertThat(field.files().changedSince(theirs)).containsExactly("2026-01-02");
        assertThat(field.rows()).containsEntry("2026-01-02", "10 1");
    }

    @Test
    void acceptedPartitionsAreOutOfDateAsOthersAre() {
        field.madeByOthers("(DATE'2026-01-01', 10, 1)", "(DATE'2026-01-02', 10, 1)");
        field.expect(0, "accept", "--select", "daily");

        field.sales().land("second", "2026-01-02,2,5");
        field.expect(0, "stage");

        assertThat(field.status("daily"))
                .isEqualTo(Map.of("fresh", "2026-01-01", "stale", "2026-01-02", "missing", "2026-01-03..2026-01-10"));
        field.expect(0, "run");
        assertThat(field.rows()).containsEntry("2026-01-01", "10 1").containsEntry("2026-01-02", "15 2");
    }

    @Test
    void whatIsNotNamedIsNotAcceptedAndAStarNamesAll() {
        field.madeByOthers("(DATE'2026-01-01', 10, 1)");
        assertThat(field.expect(2, "accept").err()).contains("HC-519", "--select '*'");
        assertThat(field.expect(2, "accept", "--select", "dayly").err()).contains("did you mean 'daily'");

        int known = field.sales().ledger().size();
        JsonNode dry = field.json(0, "accept", "--select", "*", "--dry-run");
        assertThat(dry.path("acceptable").path("daily").asText()).isEqualTo("2026-01-01");
        assertThat(field.sales().ledger()).hasSize(known);
        assertThat(field.status("daily")).containsEntry("foreign", "2026-01-01");

        assertThat(field.expect(0, "accept", "--select", "*").out())
                .contains("accepted 1 partition of daily: 2026-01-01 (1 row)")
                .contains("left out of daily: 2026-01-02..2026-01-10, which is missing");
        assertThat(field.expect(0, "accept", "--select", "daily").out())
                .startsWith("nothing to accept")
                .contains("2026-01-01, which is fresh");
    }

    @Test
    void whatOthersWroteOverOursCanBeAcceptedAndItsReadersFollowIt() {
        field.expect(0, "run");
        field.spark().sql("UPDATE " + field.table("daily") + " SET amount = 100 WHERE ds = '2026-01-05'");
        field.spark().sql("DELETE FROM " + field.table("daily") + " WHERE ds = '2026-01-08'");
        assertThat(field.status("daily")).containsEntry("foreign", "2026-01-05,2026-01-08");

        field.expect(0, "accept", "--select", "daily@2026-01-04..2026-01-08");

        assertThat(field.status("daily")).isEqualTo(Map.of("fresh", "2026-01-01..2026-01-10"));
        assertThat(field.status("sum3"))
                .isEqualTo(Map.of("fresh", "2026-01-01..2026-01-04", "stale", "2026-01-05..2026-01-10"));
        field.expect(0, "run");
        assertThat(field.rows()).containsEntry("2026-01-05", "100 1").doesNotContainKey("2026-01-08");
        assertThat(field.sales().amounts("sum3"))
                .containsEntry("2026-01-07", "120")
                .containsEntry("2026-01-08", "20");
        assertThat(field.status("sum3")).isEqualTo(Map.of("fresh", "2026-01-01..2026-01-10"));
    }

    @Test
    void anInputWithoutATableIsToldBeforeAnythingIsAccepted() {
        field.spark()
                .sql("CREATE TABLE " + field.table("sum3")
                        + " USING delta PARTITIONED BY (ds) AS SELECT DATE'2026-01-03' AS ds, 30L AS amount");

        assertThat(field.expect(2, "accept", "--select", "sum3").err()).contains("HC-343", "daily", "hindcast run");
        field.expect(0, "run", "--select", "daily");
        field.expect(0, "accept", "--select", "sum3");
        assertThat(field.status("sum3")).containsEntry("fresh", "2026-01-01..2026-01-10");
    }
}
