package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An input that is no longer what it was: another table, read in another way, or declared for another time. */
@Tag("once")
@Tag("spark")
class ChangedInputsTest {

    private static final String TRAILING = """
            /*---
            asset: trailing
            partition: {day: ds, from: 2013-01-01, until: 2013-01-06}
            inputs:
              orders: {window: {before: 1}}
            ---*/
            SELECT p.ds, sum(o.amount) AS amount
            FROM partitions p JOIN orders o ON o.ds <= p.ds AND o.ds > p.ds - INTERVAL 2 DAYS
            GROUP BY p.ds
            """;

    @TempDir
    Path base;

    @BeforeEach
    void fourDaysInFourCommits() throws IOException {
        Files.createDirectories(base.resolve("jobs"));
        declare("2013-01-01", "2013-01-04");
        write("trailing.sql", TRAILING);
        orders(1);
        run(0, "run");
        assertThat(status("trailing").toString()).isEqualTo("{\"fresh\":\"2013-01-01..2013-01-06\"}");
    }

    private void declare(String from, String until) throws IOException {
        write("warehouse.yaml", """
                warehouse: shop
                root: ../tables
                sources:
                  orders: {path: ../orders, partition: {day: ds, from: %s, until: %s}}
                """.formatted(from, until));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(base.resolve("jobs").resolve(file), text);
    }

    private void orders(long amount) {
        for (int day = 1; day <= 4; day++) {
            order(day, amount);
        }
    }

    private void order(int day, long amount) {
        TestSession.get()
                .sql("SELECT DATE '2013-01-0" + day + "' AS ds, " + amount + "L AS amount")
                .write()
                .format("delta")
                .partitionBy("ds")
                .mode("append")
                .save(base.resolve("orders").toString());
    }

    private CommandLine.Ended run(int exit, String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(verb, base.resolve("jobs").toString()));
        words.addAll(List.of(more));
        CommandLine.Ended ended = CommandLine.run(words);
        assertThat(ended.exit()).as(ended.said()).isEqualTo(exit);
        return ended;
    }

    private JsonNode json(int exit, String verb, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(more));
        words.add("--json");
        return new ObjectMapper()
                .readTree(run(exit, verb, words.toArray(String[]::new)).out());
    }

    private JsonNode status(String asset) throws IOException {
        return json(0, "status").path("assets").path(asset);
    }

    /** Why the only step of the plan is there. */
    private String reasons() throws IOException {
        JsonNode steps = json(0, "plan").path("steps");
        return steps.isEmpty() ? "" : steps.get(0).path("reasons").toString();
    }

    @Test
    void aSourceThatWasMadeAnewAndHasComeAsFarAgainIsAnotherTable() throws IOException {
        String file = base.resolve("plan.json").toString();
        run(0, "plan", "--select", "trailing@2013-01-02", "--force", "--out", file);

        SmallFlights.clear(base.resolve("orders"));
        orders(2);

        assertThat(reasons()).isEqualTo("{\"data\":\"2013-01-01..2013-01-05\"}");
        assertThat(run(0, "why", "trailing@2013-01-03").out()).contains("another table at the same path");
        assertThat(run(30, "apply", file).err()).contains("source orders is another table");
        assertThat(json(0, "run").path("committed").asInt()).isEqualTo(5);
        assertThat(reasons()).isEmpty();
    }

    @Test
    void anInputThatIsReadInAnotherWayIsOtherCode() throws IOException {
        write("trailing.sql", TRAILING.replace("{before: 1}", "{before: 2}"));

        assertThat(reasons()).isEqualTo("{\"code\":\"2013-01-01..2013-01-06\"}");
        assertThat(json(0, "plan").path("notes").get(0).asText())
                .isEqualTo("trailing reads of orders: the day and the 2 before it;"
                        + " when it was built it read: the day and the one before it");
        assertThat(run(0, "why", "trailing@2013-01-03").out())
                .contains("the code reads otherwise now: then it was the day and the one before it");

        write("trailing.sql", TRAILING.replace("{before: 1}", "{before: 1, after: 0}"));
        assertThat(reasons()).as("said otherwise, and the same").isEmpty();
    }

    @Test
    void aRangeThatMovesMakesOutOfDateWhatReadsRowsThatCameInOrWentOut() throws IOException {
        declare("2013-01-02", "2013-01-04");
        assertThat(reasons()).isEqualTo("{\"data\":\"2013-01-01..2013-01-02\"}");
        assertThat(run(0, "why", "trailing@2013-01-02").out())
                .contains("its declared range has 2013-01-01 no more, and had it then");

        declare("2013-01-01", "2013-01-31");
        assertThat(reasons()).as("no rows are there yet").isEmpty();
        order(5, 1);
        assertThat(json(20, "run").path("committed").asInt())
                .as("the sixth waits for rows of its own day")
                .isEqualTo(1);
        declare("2013-01-01", "2013-01-04");
        assertThat(reasons()).isEqualTo("{\"data\":\"2013-01-05\"}");
    }

    @Test
    void whatIsNoLongerDeclaredIsShownAndLeftAlone() throws IOException {
        write(
                "trailing.sql",
                TRAILING.replace("from: 2013-01-01, until: 2013-01-06", "from: 2013-01-03, until: 2013-01-06"));

        assertThat(status("trailing").toString())
                .isEqualTo("{\"fresh\":\"2013-01-03..2013-01-06\",\"outside\":\"2013-01-01..2013-01-02\"}");
        assertThat(run(0, "status").out())
                .contains("outside             2  2013-01-01..2013-01-02  (not declared any more");
        order(1, 5);
        order(4, 5);
        assertThat(json(0, "run").path("committed").asInt()).isEqualTo(2);
        assertThat(status("trailing").path("outside").asText()).isEqualTo("2013-01-01..2013-01-02");
    }
}
