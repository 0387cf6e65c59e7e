package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several bad days, two of them side by side, and what the ledger and {@code show} tell of how they were tried. */
@Tag("once")
@Tag("spark")
class PoisonedDaysTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String BAD = "2026-01-03..2026-01-04,2026-01-08";
    private static final Set<String> BAD_DAYS = Set.of("2026-01-03", "2026-01-04", "2026-01-08");

    @TempDir
    Path base;

    @Test
    void badDaysAreFoundToldOfAndTriedAgainAlone() throws IOException {
        SmallSales sales = SmallSales.declared(base);
        sales.write(
                "daily.sql",
                sales.text("daily.sql")
                        .replace("---*/", "retry: {stop: {attempts: 3}, wait: {chain: [20ms, 30ms]}}\n---*/"));
        sales.land("bad", "2026-01-03,2,ten", "2026-01-04,2,ten", "2026-01-08,2,ten");

        JsonNode first = MAPPER.readTree(sales.expect(10, "run", "--json").out());

        assertThat(first.path("quarantined").asInt()).isEqualTo(3);
        assertThat(sales.amounts("daily")).hasSize(7).doesNotContainKeys(BAD_DAYS.toArray(String[]::new));
        assertThat(sales.amounts("sum3")).containsOnlyKeys("2026-01-01", "2026-01-02", "2026-01-07");
        requireTold(MAPPER.readTree(sales.expect(0, "show", "--json").out())
                .path("steps")
                .get(0));
        assertThat(sales.expect(0, "show").said())
                .contains("then again after 0.0 s", "then halved (given up: stop {attempts: 3})", "idle,");

        JsonNode again = MAPPER.readTree(
                sales.expect(10, "run", "--mode", "quarantined", "--json").out());

        assertThat(again.path("committed").asInt()).isZero();
        assertThat(again.path("quarantined").asInt()).isEqualTo(3);
        assertThat(started(sales, again.path("run").asText()))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(BAD).contains(entry.partition().substring(0, 10)))
                .allSatisfy(entry -> assertThat(entry.asset()).isEqualTo("daily"));

        sales.land("good", "2026-01-03,2,1", "2026-01-04,2,1", "2026-01-08,2,1");
        JsonNode last = MAPPER.readTree(sales.expect(0, "run", "--json").out());

        assertThat(last.path("committed").asInt()).isEqualTo(3 + 7);
        assertThat(sales.amounts("daily")).hasSize(10).containsEntry("2026-01-04", "11");
    }

    private static void requireTold(JsonNode step) {
        assertThat(step.path("quarantined").asText()).isEqualTo(BAD);
        assertThat(step.path("attempts").asInt()).isGreaterThan(5);
        assertThat(step.path("idle").asDouble()).isBetween(0.05, 1.0);
        assertThat(step.path("delay").asDouble()).isPositive();
        JsonNode failures = step.path("failures");
        assertThat(failures.get(0).path("then").asText()).isEqualTo("again");
        assertThat(failures.get(0).path("wait").asDouble()).isEqualTo(0.02);
        assertThat(failures.get(1).path("waited").asDouble()).isEqualTo(0.02);
        assertThat(failures.get(1).path("wait").asDouble()).isEqualTo(0.03);
        assertThat(failures.get(2).path("then").asText()).isEqualTo("halved");
        assertThat(failures.findValuesAsText("then").stream()
                        .collect(Collectors.groupingBy(then -> then, Collectors.counting())))
                .containsEntry("quarantined", 3L)
                .containsEntry("again", 2L);
    }

    private static List<Entry> started(SmallSales sales, String run) {
        return sales.ledger().stream()
                .filter(entry -> entry.event() == Event.STARTED && entry.run().equals(run))
                .toList();
    }
}
