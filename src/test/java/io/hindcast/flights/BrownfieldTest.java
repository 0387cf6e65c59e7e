package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets that were there before, as others make them with plain Spark SQL. */
@Tag("once")
@Tag("spark")
class BrownfieldTest {

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

    private static final String TWO_DAYS = "daily@2026-01-01..2026-01-02";

    /** Theirs of two days stay in a run, one is accepted as it is, the other rebuilt, and never are there both. */
    private void assertTakenOver() {
        assertThat(field.status("daily"))
                .isEqualTo(Map.of("foreign", "2026-01-01..2026-01-02", "missing", "2026-01-03..2026-01-10"));
        field.expect(0, "run", "--select", "daily", "--no-downstream");
        assertThat(field.rows())
                .hasSize(10)
                .containsEntry("2026-01-01", "7 70")
                .containsEntry("2026-01-02", "8 80")
                .containsEntry("2026-01-03", "10 1");
        field.expect(0, "accept", "--select", "daily@2026-01-01");
        field.expect(0, "run", "--select", "daily@2026-01-02", "--force", "--no-downstream");
        assertThat(field.rows()).hasSize(10).containsEntry("2026-01-01", "7 70").containsEntry("2026-01-02", "10 1");
        assertThat(field.status("daily")).isEqualTo(Map.of("fresh", "2026-01-01..2026-01-10"));
    }

    /** What was accepted is rebuilt too, and its history is told again from the table alone. */
    private void assertOurs() {
        field.expect(0, "run", "--select", TWO_DAYS, "--force", "--no-downstream");
        assertThat(field.rows()).hasSize(10).containsEntry("2026-01-01", "10 1");
        FlightsWorld.delete(Path.of(field.path("_hindcast")));
        field.expect(0, "repair");
        assertThat(field.status("daily")).isEqualTo(Map.of("fresh", "2026-01-01..2026-01-10"));
    }

    @Test
    void daysWhereMonthsAreDeclaredAreToldWithWhatToDo() {
        field.sales().write("monthly.sql", """
                /*---
                asset: monthly
                partition: {month: month, from: 2026-01, until: 2026-01}
                ---*/
                SELECT trunc(ds, 'MONTH') AS month, sum(n) AS n FROM daily GROUP BY trunc(ds, 'MONTH')
                """);
        field.spark()
                .sql("CREATE TABLE " + field.table("monthly")
                        + " (month DATE, n BIGINT) USING delta PARTITIONED BY (month)");
        field.spark().sql("INSERT INTO " + field.table("monthly") + " VALUES (DATE'2026-01-01', 1)");
        field.expect(0, "check");
        field.spark().sql("INSERT INTO " + field.table("monthly") + " VALUES (DATE'2026-01-15', 1)");

        for (String verb : List.of("check", "plan", "run", "accept")) {
            String[] more = verb.equals("accept") ? new String[] {"--select", "monthly"} : new String[0];
            assertThat(field.expect(2, verb, more).err())
                    .as(verb)
                    .contains("[HC-346]", "month has the values 2026-01-15", "monthly.sql", "no month begins");
        }
        field.spark().sql("UPDATE " + field.table("monthly") + " SET month = trunc(month, 'MONTH')");
        field.expect(0, "check");
    }

    private void twoDays() {
        field.insert("(ds, amount, n)", "(DATE'2026-01-01', 7, 70)", "(DATE'2026-01-02', 8, 80)");
    }

    @Test
    void columnsInAnotherOrderAndCaseShiftNoValue() {
        field.create("(N BIGINT, Amount BIGINT NOT NULL, DS DATE) USING delta PARTITIONED BY (DS)");
        twoDays();
        assertTakenOver();
    }

    @Test
    void aPartitionOfManyFilesWithDeletedRowsIsTakenOver() {
        field.create("(ds DATE, amount BIGINT, n BIGINT) USING delta PARTITIONED BY (ds)"
                + " TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')");
        twoDays();
        field.spark()
                .sql("SELECT ds, amount, n FROM VALUES (DATE'2026-01-01', 1L, 1L), (DATE'2026-01-01', 2L, 2L),"
                        + " (DATE'2026-01-02', 3L, 3L), (DATE'2026-01-02', 4L, 4L) AS t(ds, amount, n)")
                .coalesce(1)
                .write()
                .format("delta")
                .mode("append")
                .save(field.path("daily"));
        field.spark().sql("DELETE FROM " + field.table("daily") + " WHERE n IN (1, 3)");
        assertThat(field.spark()
                        .read()
                        .format("delta")
                        .load(field.path("daily"))
                        .where("n < 10")
                        .count())
                .isEqualTo(2);
        assertThat(field.json(0, "accept", "--select", TWO_DAYS)
                        .path("rows")
                        .path("daily")
                        .asLong())
                .isEqualTo(4);
        field.expect(0, "run", "--select", TWO_DAYS, "--force", "--no-downstream");
        assertThat(field.rows()).isEqualTo(Map.of("2026-01-01", "10 1", "2026-01-02", "10 1"));
    }

    @Test
    void mappedColumnsWithDeletionVectorsAreTakenOver() {
        field.create("(ds DATE, amount BIGINT, n BIGINT) USING delta PARTITIONED BY (ds) TBLPROPERTIES"
                + " ('delta.columnMapping.mode' = 'name', 'delta.enableDeletionVectors' = 'true',"
                + " 'delta.enableRowTracking' = 'true', 'delta.enableChangeDataFeed' = 'true')");
        twoDays();
        assertTakenOver();
        assertOurs();
    }

    @Test
    void aRenamedPartitionColumnIsFoundByItsNewName() {
        field.create("(day DATE, amount BIGINT, n BIGINT) USING delta PARTITIONED BY (day) TBLPROPERTIES"
                + " ('delta.columnMapping.mode' = 'name')");
        field.insert("(day, amount, n)", "(DATE'2026-01-01', 7, 70)", "(DATE'2026-01-02', 8, 80)");
        field.spark().sql("ALTER TABLE " + field.table("daily") + " RENAME COLUMN day TO ds");
        assertTakenOver();
        assertOurs();
    }

    @Test
    void generatedColumnsThatTheJobGivesAsGeneratedAreTakenOver() {
        DeltaTable.create(field.spark())
                .location(field.path("daily"))
                .addColumn("ds", "DATE")
                .addColumn("amount", "BIGINT")
                .addColumn("n", "BIGINT")
                .addColumn(DeltaTable.columnBuilder("twice")
                        .dataType("BIGINT")
                        .generatedAlwaysAs("amount * 2")
                        .build())
                .partitionedBy("ds")
                .execute();
        field.sales()
                .write("daily.sql", field.sales().text("daily.sql").replace("AS n FROM", "AS n, 20L AS twice FROM"));
        twoDays();
        assertTakenOver();
    }

    @Test
    void aConstraintOfTheirsHoldsForOurRowsAndItsBreachIsTold() {
        field.madeByOthers("(DATE'2026-01-01', 7, 70)");
        field.spark().sql("ALTER TABLE " + field.table("daily") + " ADD CONSTRAINT few CHECK (ds < '2026-01-09')");

        assertThat(field.expect(10, "run", "--select", "daily", "--no-downstream")
                        .out())
                .contains("few");

        assertThat(field.status("daily"))
                .isEqualTo(Map.of(
                        "foreign", "2026-01-01",
                        "fresh", "2026-01-02..2026-01-08",
                        "quarantined", "2026-01-09..2026-01-10"));
    }

    @Test
    void aTableThatTakesNoRowsAwayIsToldOfAndCanBeAccepted() {
        field.create("(ds DATE, amount BIGINT, n BIGINT) USING delta PARTITIONED BY (ds)"
                + " TBLPROPERTIES ('delta.appendOnly' = 'true')");
        twoDays();

        assertThat(field.expect(2, "run", "--select", TWO_DAYS, "--force").err())
                .contains("HC-341", "delta.appendOnly", "ALTER TABLE");
        field.expect(0, "accept", "--select", "daily");
        assertThat(field.status("daily")).containsEntry("fresh", "2026-01-01..2026-01-02");
        field.spark().sql("ALTER TABLE " + field.table("daily") + " SET TBLPROPERTIES ('delta.appendOnly' = 'false')");
        field.expect(0, "run", "--select", TWO_DAYS, "--force", "--no-downstream");
        assertThat(field.rows()).containsEntry("2026-01-01", "10 1");
    }

    @Test
    void aColumnThatTheJobDoesNotGiveIsNeverDroppedUnasked() {
        field.create("(ds DATE, amount BIGINT, n BIGINT, note STRING) USING delta PARTITIONED BY (ds)");
        twoDays();
        TableFiles theirs = field.files();

        for (String command : new String[] {"run", "plan", "check"}) {
            assertThat(field.expect(2, command).err()).as(command).contains("HC-340", "note", "path:", "--reset daily");
        }
        assertThat(field.expect(2, "accept", "--select", "daily").err()).contains("HC-340", "note");
        assertThat(field.files().files()).isEqualTo(theirs.files());
        assertThat(field.status("daily")).containsEntry("foreign", "2026-01-01..2026-01-02");

        field.expect(0, "run", "--reset", "daily");
        assertThat(field.rows()).hasSize(10).containsEntry("2026-01-01", "10 1");
    }

    @Test
    void aColumnThatTheirTableLacksIsAddedAndTheirPartitionsCannotBeAccepted() {
        field.create("(ds DATE, amount BIGINT) USING delta PARTITIONED BY (ds)");
        field.insert("(ds, amount)", "(DATE'2026-01-01', 7)");

        assertThat(field.expect(2, "accept", "--select", "daily").err()).contains("HC-342", "add n bigint", "--force");
        field.expect(0, "run");

        assertThat(field.status("daily")).isEqualTo(Map.of("foreign", "2026-01-01", "fresh", "2026-01-02..2026-01-10"));
        assertThat(field.rows()).containsEntry("2026-01-01", "7 null").containsEntry("2026-01-02", "10 1");
    }

    @Test
    void datesAsTextsAreToldWithTheFormatThatFits() throws IOException {
        Files.delete(field.sales().folder().resolve("sum3.sql"));
        field.create("(ds STRING, amount BIGINT, n BIGINT) USING delta PARTITIONED BY (ds)");
        field.insert("(ds, amount, n)", "('2026-01-01', 7, 70)", "('2026-01-02', 8, 80)");

        assertThat(field.expect(2, "run").err()).contains("HC-340", "its column ds is string", "format: yyyy-MM-dd");

        field.sales()
                .write(
                        "daily.sql",
                        field.sales()
                                .text("daily.sql")
                                .replace("{day: ds,", "{day: ds, format: yyyy-MM-dd,")
                                .replace("SELECT ds,", "SELECT date_format(ds, 'yyyy-MM-dd') AS ds,"));
        assertTakenOver();
    }

    @Test
    void aTableThatIsNotPartitionedAsDeclaredIsToldOfWithWaysOut() {
        field.create("(ds DATE, amount BIGINT, n BIGINT) USING delta");
        twoDays();
        TableFiles theirs = field.files();

        for (String command : new String[] {"run", "plan", "check"}) {
            assertThat(field.expect(2, command).err())
                    .as(command)
                    .contains(
                            "HC-340",
                            "it is partitioned by nothing, and is declared to be by ds",
                            "path:",
                            "--reset daily");
        }
        field.expect(2, "run", "--select", TWO_DAYS, "--force");
        field.expect(2, "accept", "--select", "daily");
        assertThat(field.status("daily")).containsEntry("foreign", "2026-01-01..2026-01-02");
        assertThat(field.files().files()).isEqualTo(theirs.files());

        field.expect(0, "run", "--reset", "daily");
        assertThat(field.rows()).hasSize(10).containsEntry("2026-01-01", "10 1");
        assertThat(field.status("daily")).isEqualTo(Map.of("fresh", "2026-01-01..2026-01-10"));
    }

    @Test
    void daysAsTimestampsAreToldWithTheStatementThatMakesThemDates() {
        field.create("(ds TIMESTAMP, amount BIGINT, n BIGINT) USING delta PARTITIONED BY (ds)");
        twoDays();
        String told = field.expect(2, "run").err();
        Matcher statement =
                Pattern.compile("CREATE OR REPLACE TABLE .* FROM delta.`[^`]*`").matcher(told.replaceAll("\\s+", " "));
        assertThat(statement.find()).as(told).isTrue();

        field.spark().sql(statement.group());
        assertTakenOver();
    }

    @Test
    void whatWeBuiltAndOthersOverwroteIsToldWithOurBuild() {
        field.expect(0, "run", "--select", TWO_DAYS, "--no-downstream");
        field.insert("(ds, amount, n)", "(DATE'2026-01-02', 8, 80)", "(DATE'2026-01-03', 9, 90)");

        String one = field.expect(0, "why", "daily@2026-01-02").out();
        assertThat(one)
                .contains("built:  committed by run r-", "overwritten since")
                .doesNotContain("never, by us");
        assertThat(field.expect(0, "why", "daily@2026-01-03").out()).contains("never, by us");
        assertThat(field.expect(0, "why", "daily@2026-01-02..2026-01-03").out())
                .contains("2026-01-02 committed by run r-", "overwritten since");
        assertThat(field.json(0, "why", "daily@2026-01-02")
                        .path("overwritten")
                        .path("run")
                        .asText())
                .startsWith("r-");

        assertThat(field.expect(0, "plan", "--select", "daily@2026-01-02", "--force")
                        .out())
                .contains("consequence: 1 partition of daily that someone else wrote will be overwritten");
    }

    @Test
    void amongFilesOfOthersNoTableIsMade() {
        field.spark()
                .sql("SELECT DATE'2026-01-01' AS ds, 7L AS amount, 70L AS n")
                .write()
                .partitionBy("ds")
                .parquet(field.path("daily"));

        for (String command : new String[] {"check", "plan", "run"}) {
            assertThat(field.expect(2, command).err())
                    .as(command)
                    .contains("HC-349", "daily.sql", "ds=2026-01-01", "PARTITIONED BY (ds DATE)", "path:");
        }
        assertThat(Path.of(field.path("daily"), "_delta_log")).doesNotExist();

        field.spark().sql("CONVERT TO DELTA parquet.`" + field.path("daily") + "` PARTITIONED BY (ds DATE)");
        assertThat(field.status("daily"))
                .isEqualTo(Map.of("foreign", "2026-01-01", "missing", "2026-01-02..2026-01-10"));
        field.expect(0, "run");
        assertThat(field.rows()).hasSize(10).containsEntry("2026-01-01", "7 70").containsEntry("2026-01-02", "10 1");
    }

    @Test
    void aTableWithMappedColumnsCanBeginAnew() {
        field.create("(day DATE, amount BIGINT, n BIGINT) USING delta PARTITIONED BY (day) TBLPROPERTIES"
                + " ('delta.columnMapping.mode' = 'name', 'delta.enableDeletionVectors' = 'true')");
        field.insert("(day, amount, n)", "(DATE'2026-01-01', 7, 70)");
        field.expect(2, "run");

        field.expect(0, "run", "--reset", "daily");
        assertThat(field.rows()).hasSize(10).containsEntry("2026-01-01", "10 1");
    }

    @Test
    void rowsWithoutADayAreLeftAloneAndShownToNoReader() {
        field.madeByOthers("(DATE'2026-01-01', 7, 70)", "(NULL, 5, 5)", "(DATE'1999-01-01', 6, 6)");
        field.expect(0, "run");
        field.expect(0, "run", "--select", "daily@2026-01-01", "--force");

        assertThat(field.rows())
                .hasSize(12)
                .containsEntry("2026-01-01", "10 1")
                .containsEntry("null", "5 5")
                .containsEntry("1999-01-01", "6 6");
        assertThat(field.status("daily")).isEqualTo(Map.of("fresh", "2026-01-01..2026-01-10", "outside", "1999-01-01"));
        assertThat(field.sales().amounts("sum3")).containsEntry("2026-01-03", "30");
        assertThat(field.spark()
                        .read()
                        .format("delta")
                        .load(field.path("daily"))
                        .where(functions.col("ds").isNull())
                        .count())
                .isEqualTo(1);
    }
}
