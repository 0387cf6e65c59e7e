package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that came to its end halfway, and whose code or declarations changed before somebody resumes it. */
@Tag("once")
@Tag("spark")
class ReplanTest {

    @TempDir
    Path base;

    private SmallSales sales;
    private String run;

    @BeforeEach
    void aRunOfWhichTheSumsAreLeft() throws IOException {
        sales = SmallSales.declared(base);
        JsonNode stopped = json(11, "run", "--budget", "partitions=10", "--yes");
        assertThat(stopped.path("committed").asInt()).isEqualTo(10);
        run = stopped.path("run").asText();
        assertThat(sales.files("daily").version()).isPositive();
    }

    private JsonNode json(int exit, String verb, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(more));
        words.add("--json");
        return new ObjectMapper()
                .readTree(sales.expect(exit, verb, words.toArray(String[]::new)).out());
    }

    private List<Entry> planned() {
        return sales.ledger().stream()
                .filter(entry -> entry.event() == Event.PLANNED && entry.run().equals(run))
                .toList();
    }

    @Test
    void changedCodeIsToldAndTheRestOfWhatWasAskedForIsPlannedAgainWithIt() throws IOException {
        sales.write("sum3.sql", sales.text("sum3.sql").replace("sum(d.amount)", "sum(d.amount) + 1"));

        String moved = sales.expect(30, "resume").err().replaceAll("\\s+", " ");
        assertThat(moved).contains("HC-", "the code of sum3 is another", "--replan");
        sales.expect(30, "resume", "--dry-run");
        JsonNode plan = json(0, "resume", "--replan", "--dry-run");
        assertThat(plan.path("totals").path("partitions").asInt()).isEqualTo(10);
        assertThat(planned()).hasSize(1);
        // A budget is held against what is planned now.
        assertThat(sales.expect(11, "resume", "--replan", "--budget", "partitions=9")
                        .err())
                .contains("HC-260", "likely to take 10");

        JsonNode ended = json(0, "resume", "--replan");
        assertThat(ended.path("run").asText()).isEqualTo(run);
        assertThat(ended.path("committed").asInt()).isEqualTo(10);
        assertThat(sales.amounts("sum3")).containsEntry("2026-01-01", "11").containsEntry("2026-01-04", "31");
        assertThat(planned()).hasSize(2);
        assertThat(sales.expect(0, "run").out()).startsWith("nothing to do");
    }

    @Test
    void changedDeclarationsAreToldAndWhatIsGoneIsNotBuilt() throws IOException {
        sales.write("sum3.sql", sales.text("sum3.sql").replace("until: 2026-01-10", "until: 2026-01-08"));
        assertThat(sales.expect(30, "resume").err().replaceAll("\\s+", " "))
                .contains("sum3 is not declared for 2026-01-09..2026-01-10 any more");
        JsonNode ended = json(0, "resume", "--replan");
        assertThat(ended.path("committed").asInt()).isEqualTo(8);
        assertThat(sales.amounts("sum3").keySet()).isEqualTo(FlightsWorld.days("2026-01-01", "2026-01-08"));
    }

    @Test
    void anotherWindowIsToldAsWell() {
        sales.write("sum3.sql", sales.text("sum3.sql").replace("before: 2", "before: 5"));
        assertThat(sales.expect(30, "resume").err()).contains("sum3");
    }

    /** Nothing that is left reads it, so it is left to another run. */
    @Test
    void whereThePlanHoldsReplanGoesOnWithIt() throws IOException {
        JsonNode ended = json(0, "resume", "--replan");
        assertThat(ended.path("committed").asInt()).isEqualTo(10);
        assertThat(planned()).hasSize(1);
    }

    @Test
    void whatIsUpToDateByNowIsPlannedNoMore() throws IOException {
        sales.write("sum3.sql", sales.text("sum3.sql").replace("sum(d.amount)", "sum(d.amount) + 1"));
        sales.expect(0, "run");
        JsonNode ended = json(0, "resume", run, "--replan");
        assertThat(ended.path("committed").asInt()).isZero();
    }
}
