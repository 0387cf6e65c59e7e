package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.TestSession;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days that had their time: sums by day are kept for 400 days, the sums of three days that read them are kept. */
@Tag("once")
@Tag("spark")
class ExpireTest {

    /** The fifth of January was over 400 days ago, the sixth is not yet. */
    private static final String NOW = "2027-02-10T00:00:00Z";

    private static final String OLD = "2026-01-01..2026-01-05";

    private static final String KEPT = "2026-01-06..2026-01-10";

    @TempDir
    static Path built;

    @TempDir
    Path place;

    private static SmallSales template;
    private SmallSales sales;

    @BeforeAll
    static void build() {
        template = SmallSales.declared(built);
        template.write("daily.sql", template.text("daily.sql").replace("---*/", "retain: 400d\n---*/"));
        template.expect(0, "run");
    }

    @BeforeEach
    void copy() {
        sales = template.copiedTo(place.resolve("world"));
        DeltaLog.clearCache();
    }

    private JsonNode json(int exit, String verb, String... words) throws IOException {
        List<String> more = new ArrayList<>(List.of(words));
        more.add("--json");
        return new ObjectMapper()
                .readTree(sales.expect(exit, verb, more.toArray(String[]::new)).out());
    }

    private Map<String, String> status(String asset) throws IOException {
        Map<String, String> sets = new TreeMap<>();
        json(0, "status")
                .path("assets")
                .path(asset)
                .properties()
                .forEach(field -> sets.put(field.getKey(), field.getValue().asText()));
        return sets;
    }

    private List<Entry> expired() {
        return sales.ledger().stream()
                .filter(entry -> entry.event() == Event.EXPIRED)
                .toList();
    }

    private void expire(String... more) {
        List<String> words = new ArrayList<>(List.of("--now", NOW, "--yes"));
        words.addAll(List.of(more));
        sales.expect(0, "expire", words.toArray(String[]::new));
    }

    @Test
    void whatIsOlderThanItIsKeptIsDroppedByOneCommitAndMissedByNobody() throws IOException {
        TableFiles before = sales.files("daily");
        int rows = sales.ledger().size();
        JsonNode dry = json(0, "expire", "--now", NOW, "--dry-run");
        assertThat(dry.path("expirable").toString()).isEqualTo("{\"daily\":\"" + OLD + "\"}");
        assertThat(dry.path("rows").path("daily").asLong()).isEqualTo(5);
        assertThat(dry.path("read_by").path("daily").path("sum3").asText()).isEqualTo("2026-01-01..2026-01-07");
        assertThat(sales.ledger()).hasSize(rows);
        assertThat(sales.files("daily").files()).isEqualTo(before.files());

        expire("--reason", "nobody asks for these");

        assertThat(sales.changedSince(before, "daily")).isEqualTo(FlightsWorld.days("2026-01-01", "2026-01-05"));
        assertThat(sales.amounts("daily").keySet()).isEqualTo(FlightsWorld.days("2026-01-06", "2026-01-10"));
        assertThat(expired()).singleElement().satisfies(row -> {
            assertThat(row.asset()).isEqualTo("daily");
            assertThat(row.partition()).isEqualTo(OLD);
            assertThat(row.partitions()).hasValue(5);
            assertThat(row.reason()).isEqualTo("nobody asks for these");
            assertThat(row.version()).isPresent();
        });
        Map<String, String> standing = Map.of("expired", OLD, "fresh", KEPT);
        assertThat(status("daily")).isEqualTo(standing);
        assertThat(status("sum3")).isEqualTo(Map.of("fresh", "2026-01-01..2026-01-10"));
        assertThat(sales.expect(0, "run").out()).startsWith("nothing to do");
        assertThat(sales.expect(0, "why", "daily@2026-01-02").out())
                .contains("expired: it was dropped on purpose (nobody asks for these)");
        assertThat(sales.expect(0, "why", "sum3@2026-01-03").out()).contains("fresh");
        assertThat(sales.expect(0, "expire", "--now", NOW).out()).startsWith("nothing to drop");

        FlightsWorld.delete(sales.base().resolve("tables/_hindcast"));
        assertThat(status("daily")).as("told by the table alone").isEqualTo(standing);
        List<Entry> told = expired();
        assertThat(told).isEmpty();
        sales.expect(0, "repair");
        assertThat(expired())
                .singleElement()
                .satisfies(row -> assertThat(row.partitions()).hasValue(5));
        assertThat(status("daily")).isEqualTo(standing);
    }

    @Test
    void whatIsAskedForComesBackAsItWasAndStaysUntilTheNextExpire() throws IOException {
        expire("--partitions", "2026-01-02..2026-01-08");
        assertThat(status("daily"))
                .isEqualTo(Map.of("expired", "2026-01-02..2026-01-05", "fresh", "2026-01-01," + KEPT));

        JsonNode ended = json(0, "run", "--select", "daily@2026-01-02..2026-01-03", "--force", "--no-downstream");

        assertThat(ended.path("unchanged").asInt())
                .as("the same rows come back")
                .isEqualTo(2);
        assertThat(ended.path("committed").asInt()).isZero();
        assertThat(sales.amounts("daily")).containsEntry("2026-01-02", "10").doesNotContainKey("2026-01-04");
        assertThat(status("daily"))
                .isEqualTo(Map.of("expired", "2026-01-04..2026-01-05", "fresh", "2026-01-01..2026-01-03," + KEPT));
        assertThat(status("sum3")).isEqualTo(Map.of("fresh", "2026-01-01..2026-01-10"));
        expire();
        assertThat(status("daily")).isEqualTo(Map.of("expired", OLD, "fresh", KEPT));
    }

    @Test
    void whatRebuiltPartitionsReadIsBuiltAsScaffoldingAndLetGo() throws IOException {
        expire();
        sales.write("sum3.sql", sales.text("sum3.sql").replace("sum(d.amount)", "sum(d.amount + 1)"));

        JsonNode plan = json(0, "plan");
        assertThat(plan.path("steps").path(0).path("reasons").toString())
                .isEqualTo("{\"scaffolding\":\"" + OLD + "\"}");
        assertThat(sales.expect(0, "plan").out().replaceAll("\\s+", " "))
                .contains("daily " + OLD + " (5 partitions) was dropped and is built again as scaffolding for sum3"
                        + " 2026-01-01..2026-01-07; it is let go after the run");
        assertThat(status("daily")).isEqualTo(Map.of("expired", OLD, "fresh", KEPT));
        JsonNode ended = json(0, "run");

        assertThat(ended.path("committed").asInt()).isEqualTo(10);
        assertThat(ended.path("unchanged").asInt()).isEqualTo(5);
        assertThat(sales.amounts("sum3")).containsEntry("2026-01-01", "11").containsEntry("2026-01-04", "33");
        assertThat(sales.amounts("daily").keySet()).isEqualTo(FlightsWorld.days("2026-01-06", "2026-01-10"));
        assertThat(status("daily")).isEqualTo(Map.of("expired", OLD, "fresh", KEPT));
        assertThat(status("sum3")).isEqualTo(Map.of("fresh", "2026-01-01..2026-01-10"));
        assertThat(expired()).extracting(Entry::reason).containsExactly("retain 400 days", "scaffolding");
        assertThat(sales.expect(0, "run").out()).startsWith("nothing to do");

        // As if the driver had died before it let go.
        deleteLastCommit("daily");
        FlightsWorld.delete(sales.base().resolve("tables/_hindcast"));
        sales.expect(0, "repair");
        assertThat(sales.amounts("daily")).containsKey("2026-01-02");
        assertThat(status("daily")).isEqualTo(Map.of("expired", OLD, "fresh", KEPT));
        assertThat(json(0, "expire", "--dry-run").path("scaffolding").toString())
                .isEqualTo("{\"daily\":\"" + OLD + "\"}");
        sales.expect(0, "run");
        assertThat(sales.amounts("daily").keySet()).isEqualTo(FlightsWorld.days("2026-01-06", "2026-01-10"));
        assertThat(sales.expect(0, "run").out()).startsWith("nothing to do");
    }

    @Test
    void aRunThatStoppedOverItsScaffoldingIsResumedAndLetsItGoThen() throws IOException {
        expire();
        sales.write("sum3.sql", sales.text("sum3.sql").replace("sum(d.amount)", "sum(d.amount + 1)"));
        JsonNode stopped = json(11, "run", "--budget", "partitions=5", "--yes");
        assertThat(stopped.path("unchanged").asInt() + stopped.path("committed").asInt())
                .isEqualTo(5);
        assertThat(sales.amounts("daily")).containsKey("2026-01-02");

        JsonNode ended = json(0, "resume");
        assertThat(ended.path("run")).isEqualTo(stopped.path("run"));
        assertThat(ended.path("committed").asInt()).isEqualTo(10);
        assertThat(sales.amounts("sum3")).containsEntry("2026-01-01", "11").containsEntry("2026-01-04", "33");
        assertThat(sales.amounts("daily").keySet()).isEqualTo(FlightsWorld.days("2026-01-06", "2026-01-10"));
        assertThat(status("daily")).isEqualTo(Map.of("expired", OLD, "fresh", KEPT));
        assertThat(sales.expect(0, "run").out()).startsWith("nothing to do");
    }

    private void deleteLastCommit(String asset) throws IOException {
        Path log = sales.base().resolve("tables").resolve(asset).resolve("_delta_log");
        try (Stream<Path> files = Files.list(log)) {
            String last = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{20}\\.json"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            Files.delete(log.resolve(last));
            Files.deleteIfExists(log.resolve(last.replace(".json", ".crc")));
            Files.deleteIfExists(log.resolve("." + last + ".crc"));
            Files.deleteIfExists(log.resolve("." + last.replace(".json", ".crc") + ".crc"));
        }
        DeltaLog.clearCache();
    }

    @Test
    void foreignDataStaysAndBytesAreFreedWhenTheirTimeIsOver() throws IOException {
        String table = "delta.`" + sales.base().resolve("tables/daily") + "`";
        TestSession.get().sql("UPDATE " + table + " SET amount = 7 WHERE ds = '2026-01-02'");
        TestSession.get()
                .sql("ALTER TABLE " + table
                        + " SET TBLPROPERTIES ('delta.deletedFileRetentionDuration' = 'interval 0 hours')");
        assertThat(sales.expect(2, "expire", "--select", "sum3").err()).contains("HC-550", "retain: 400d");

        JsonNode ended = json(0, "expire", "--now", NOW, "--yes", "--vacuum");

        assertThat(ended.path("expired").path("daily").asText()).isEqualTo("2026-01-01,2026-01-03..2026-01-05");
        assertThat(ended.path("left_out").path("daily").path("foreign").asText())
                .isEqualTo("2026-01-02");
        assertThat(ended.path("freed").path("files").asLong()).isEqualTo(5);
        assertThat(ended.path("freed").path("bytes").asLong()).isPositive();
        assertThat(sales.amounts("daily")).containsEntry("2026-01-02", "7").doesNotContainKey("2026-01-01");
        assertThat(status("daily"))
                .isEqualTo(
                        Map.of("expired", "2026-01-01,2026-01-03..2026-01-05", "foreign", "2026-01-02", "fresh", KEPT));
    }
}
