package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import io.hindcast.TestSession;
import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.TimeGrid;
import io.hindcast.ledger.TableCommit.Nature;
import io.hindcast.ledger.TableRef;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.KeySource;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a commit of someone else's table counts for, whatever that table is like. */
@Tag("once")
@Tag("spark")
final class SourceChangesTest extends KernelFixture {

    private static final Interval ALWAYS = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final Interval YEAR_OF_MONTHS = new Interval(
            Grain.MONTH.ordinalOf(YearMonth.of(2013, 1).atDay(1).atStartOfDay()),
            Grain.MONTH.ordinalOf(YearMonth.of(2014, 1).atDay(1).atStartOfDay()));

    private static Partitioning months(String format) {
        return Partitioning.of(new TimeDimension("m", TimeGrid.utc(Grain.MONTH), YEAR_OF_MONTHS, Optional.of(format)));
    }

    private static Partitioning keys(String... keys) {
        return Partitioning.of(new KeyDimension("k", new KeySource.Listed(new TreeSet<>(List.of(keys)))));
    }

    private void inOneFile(TableRef table, String rows) {
        sql("INSERT INTO $t SELECT /*+ COALESCE(1) */ * FROM VALUES " + rows, table);
    }

    @Test
    void whereTextsDoNotSortAsTheirTimesAFileCountsForEverything() {
        Partitioning days =
                Partitioning.of(new TimeDimension("d", DAY.grid(), DAY.declared(), Optional.of("dd.MM.yyyy")));
        TableRef table = table(days);
        sql("CREATE TABLE $t (d STRING, n INT) USING delta", table);
        // The least and the greatest text are days of January; what lies between them is none.
        inOneFile(table, "('01.01.2013', 1), ('02.06.2013', 2), ('03.01.2013', 3)");
        assertThat(last(table).changed()).isEqualTo(days.domain());
        inOneFile(table, "('02.06.2013', 1), ('02.06.2013', 2)");
        assertThat(last(table).changed()).hasToString("2013-06-02");
    }

    @Test
    void textsAndNumbersThatSortCountForTheRange() {
        TableRef texts = new TableRef("t", folder.resolve("texts").toString(), months("yyyyMM"));
        sql("CREATE TABLE $t (m STRING, n INT) USING delta", texts);
        inOneFile(texts, "('201303', 1), ('201305', 2)");
        assertThat(last(texts).changed()).hasToString("2013-03..2013-05");
        TableRef numbers = new TableRef("t", folder.resolve("numbers").toString(), months("yyyyMM"));
        sql("CREATE TABLE $t (m INT, n INT) USING delta", numbers);
        inOneFile(numbers, "(201303, 1), (201305, 2)");
        assertThat(last(numbers).changed()).hasToString("2013-03..2013-05");
        // One digit of a month or two: then 2013-10 stands before 2013-9.
        Partitioning unpadded = months("yyyy-M");
        TableRef shortMonths = new TableRef("t", folder.resolve("short").toString(), unpadded);
        sql("CREATE TABLE $t (m STRING, n INT) USING delta", shortMonths);
        inOneFile(shortMonths, "('2013-1', 1), ('2013-10', 2), ('2013-2', 3)");
        assertThat(last(shortMonths).changed()).isEqualTo(unpadded.domain());
    }

    @Test
    void keysCountFromTheLeastToTheGreatest() {
        String long1 = "x".repeat(40) + "1";
        String long2 = "x".repeat(40) + "2";
        TableRef table = table(keys("EWR", "JFK", "LGA", "\uE000", "\uD83D\uDE00", long1, long2));
        sql("CREATE TABLE $t (k STRING, n INT) USING delta", table);
        inOneFile(table, "('EWR', 1), ('JFK', 2)");
        assertThat(last(table).changed().keys("k")).containsExactly("EWR", "JFK");
        inOneFile(table, "('" + long2 + "', 1)");
        assertThat(last(table).changed().keys("k")).contains(long2).doesNotContain("EWR", "JFK", "LGA");
        inOneFile(table, "('\uD83D\uDE00', 1), ('JFK', 1)");
        // In bytes the second comes before the first, in Java's characters after it.
        assertThat(last(table).changed().keys("k")).contains("\uE000", "\uD83D\uDE00", "LGA");
    }

    @Test
    void daysOfATableThatIsDeclaredByMonthLieInMonths() {
        Partitioning months = Partitioning.of(TimeDimension.of("ds", TimeGrid.utc(Grain.MONTH), YEAR_OF_MONTHS));
        TableRef table = table(months);
        createDays(table);
        insert(table, "2013-01-15", "2013-03-01");
        assertThat(last(table).changed()).hasToString("2013-01,2013-03");
        assertThat(tables.inventory(table, newest(table)).present()).hasToString("2013-01,2013-03");
        sql("DELETE FROM $t WHERE ds = DATE'2013-01-15'", table);
        assertThat(last(table).changed()).hasToString("2013-01");
    }

    @Test
    void hoursOfAnyMomentCountForTheHourWhateverTheSessionsZone() {
        Partitioning hours = Partitioning.of(TimeDimension.of("h", TimeGrid.utc(Grain.HOUR), ALWAYS));
        TableRef table = table(hours);
        sql("CREATE TABLE $t (h TIMESTAMP, n INT) USING delta", table);
        TestSession.get().conf().set("spark.sql.session.timeZone", "Asia/Kathmandu");
        try {
            // Statistics end with the millisecond, which is before the last row and in its hour.
            inOneFile(table, "(TIMESTAMP'2013-03-10 07:59:59.999999Z', 1), (TIMESTAMP'2013-03-10 05:30:00Z', 2)");
        } finally {
            TestSession.get().conf().set("spark.sql.session.timeZone", "UTC");
        }
        assertThat(last(table).changed()).hasToString("2013-03-10T05..2013-03-10T07");
        inOneFile(table, "(TIMESTAMP'1969-12-31 23:59:59.999999Z', 1)");
        assertThat(last(table).changed()).hasToString("1969-12-31T23");
    }

    @Test
    void aGeneratedPartitionColumnIsLikeAnyOther() {
        TableRef table = table(DAYS);
        DeltaTable.create(TestSession.get())
                .location(table.path())
                .addColumn("at", "TIMESTAMP")
                .addColumn(DeltaTable.columnBuilder(TestSession.get(), "ds")
                        .dataType("DATE")
                        .generatedAlwaysAs("CAST(at AS DATE)")
                        .build())
                .partitionedBy("ds")
                .execute();
        sql("INSERT INTO $t (at) VALUES (TIMESTAMP'2013-03-10 23:30:00Z')", table);
        assertThat(last(table).changed()).hasToString("2013-03-10");
    }

    @Test
    void rowsThatAreRewrittenInPlaceAreChangedAndFilesThatAreTidiedUpAreNot() {
        TableRef table = table(DAYS);
        createDays(table, "'delta.enableDeletionVectors' = 'true'");
        sql("INSERT INTO $t SELECT DATE'2013-01-01', id, 'x' FROM range(0, 100, 1, 1)", table);
        insert(table, "2013-01-02");
        insert(table, "2013-01-01");
        sql("UPDATE $t SET name = 'z' WHERE ds = DATE'2013-01-01' AND id = 30", table);
        assertThat(last(table).changed()).hasToString("2013-01-01");
        assertThat(last(table).nature()).isEqualTo(Nature.REWRITE);
        sql(
                "MERGE INTO $t t USING (SELECT DATE'2013-01-02' AS ds, 1L AS id) s ON t.ds = s.ds AND t.id = s.id"
                        + " WHEN MATCHED THEN UPDATE SET name = 'merged'",
                table);
        assertThat(last(table).changed()).hasToString("2013-01-02");
        sql("DELETE FROM $t WHERE ds = DATE'2013-01-01' AND id = 31", table);
        assertThat(last(table).changed()).hasToString("2013-01-01");
        long before = newest(table);
        for (String tidying : List.of(
                "OPTIMIZE $t",
                "REORG TABLE $t APPLY (PURGE)",
                "ALTER TABLE $t SET TBLPROPERTIES ('a' = 'b')",
                "ALTER TABLE $t ADD COLUMN more INT")) {
            sql(tidying, table);
        }
        assertThat(newest(table)).isGreaterThan(before);
        assertThat(tables.commits(table, before, newest(table)))
                .allSatisfy(commit -> assertThat(commit.changed().isEmpty())
                        .as(commit.operation())
                        .isTrue());
    }

    @Test
    void columnsThatChangeTheirNamesChangeNothingUntilOneTakesTheNameOfAnother() {
        TableRef table = table(DAYS);
        createDays(table, "'delta.columnMapping.mode' = 'name'");
        sql("ALTER TABLE $t ADD COLUMN other STRING", table);
        insertBoth(table);
        for (String renaming : List.of("name TO x", "other TO y")) {
            sql("ALTER TABLE $t RENAME COLUMN " + renaming, table);
            assertThat(last(table).changed().isEmpty()).isTrue();
        }
        sql("ALTER TABLE $t RENAME COLUMN x TO other", table);
        sql("ALTER TABLE $t RENAME COLUMN y TO name", table);
        long newest = newest(table);
        assertThat(tables.commits(table, newest - 4, newest))
                .extracting(commit -> commit.changed().isEmpty())
                .containsExactly(true, true, false, false);
        assertThat(tables.commits(table, newest - 4, newest).get(2).changed()).isEqualTo(DAYS.domain());
        sql("ALTER TABLE $t DROP COLUMN other", table);
        sql("ALTER TABLE $t ADD COLUMN other STRING", table);
        assertThat(tables.commits(table, newest, newest + 2))
                .extracting(commit -> commit.changed().isEmpty())
                .as("all its values are null now")
                .containsExactly(true, false);
    }

    private static void insertBoth(TableRef table) {
        sql("INSERT INTO $t VALUES (DATE'2013-01-01', 1, 'a', 'b')", table);
    }
}
