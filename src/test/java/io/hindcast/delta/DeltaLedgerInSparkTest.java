package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.TestSession;
import io.hindcast.ledger.Entry;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
final class DeltaLedgerInSparkTest {

    @TempDir
    private Path root;

    @Test
    void sparkReadsTheColumnsOfTheContract() {
        DeltaLedger ledger = new DeltaLedger(new Configuration(), root.toString());
        Entry full = DeltaLedgerTest.full();
        ledger.append(List.of(full, DeltaLedgerTest.numbered(1)));
        SparkSession spark = TestSession.get();
        String table = "delta.`" + DeltaLedger.path(root.toString()) + "`";
        Dataset<Row> rows = spark.sql("SELECT * FROM " + table);
        assertThat(rows.schema().toDDL())
                .isEqualTo("at TIMESTAMP,event STRING,warehouse STRING,asset STRING,partition STRING,partitions BIGINT,"
                        + "reason STRING,run STRING,step STRING,attempt INT,fingerprint STRING,"
                        + "columns MAP<STRING, STRING>,inputs MAP<STRING, BIGINT>,version BIGINT,rows BIGINT,"
                        + "bytes BIGINT,files BIGINT,hash STRING,hashes MAP<STRING, STRING>,seconds DOUBLE,"
                        + "error STRING,actor STRING,detail STRING");
        Row first = spark.sql("SELECT event, at, inputs['flights'], hashes['n'], attempt, seconds FROM " + table
                        + " WHERE asset = 'daily_delays' AND partition = '2013-01-01' AND rows > 29")
                .first();
        assertThat(first.toString()).isEqualTo("[committed,2026-11-22 10:00:00.123456,12,h1:02,3,1.25]");
        assertThat(spark.sql("SELECT * FROM " + table
                                + " WHERE event = 'started' AND asset IS NULL AND inputs IS NULL AND rows IS NULL")
                        .count())
                .isEqualTo(1);
        Row detail = spark.sql("DESCRIBE DETAIL " + table)
                .select("minReaderVersion", "numFiles")
                .first();
        assertThat(detail.toString()).isEqualTo("[1,1]");
    }

    @Test
    void aLedgerThatSparkCompactedIsStillReadInTheOrderOfTime() {
        DeltaLedger ledger = new DeltaLedger(new Configuration(), root.toString());
        java.time.Instant at = java.time.Instant.parse("2026-11-22T10:00:00Z");
        List<Entry> entries = java.util.stream.IntStream.range(0, 6)
                .mapToObj(i -> Entry.of(at.plusSeconds(i), io.hindcast.ledger.Event.STARTED, "w")
                        .step("s" + i)
                        .build())
                .toList();
        entries.subList(0, 5).forEach(entry -> ledger.append(List.of(entry)));
        TestSession.get().sql("OPTIMIZE delta.`" + DeltaLedger.path(root.toString()) + "`");
        ledger.append(entries.subList(5, 6));
        assertThat(ledger.entries()).containsExactlyElementsOf(entries);
        assertThat(TestSession.get()
                        .read()
                        .format("delta")
                        .load(DeltaLedger.path(root.toString()))
                        .count())
                .isEqualTo(6);
    }

    @Test
    void compactionKeepsColumnsAndEventsOfALaterVersionAndIsNoChangeOfData() {
        DeltaLedger ledger = new DeltaLedger(new Configuration(), root.toString());
        ledger.append(List.of(DeltaLedgerTest.full()));
        String table = "delta.`" + DeltaLedger.path(root.toString()) + "`";
        SparkSession spark = TestSession.get();
        spark.sql("ALTER TABLE " + table + " ADD COLUMNS (later STRING)");
        ledger.append(List.of(DeltaLedgerTest.numbered(1)));
        ledger.append(List.of(DeltaLedgerTest.numbered(2)));
        assertThat(ledger.compact()).isTrue();
        assertThat(ledger.entries())
                .containsExactly(DeltaLedgerTest.full(), DeltaLedgerTest.numbered(1), DeltaLedgerTest.numbered(2));
        assertThat(spark.sql("DESCRIBE DETAIL " + table)
                        .select("numFiles")
                        .first()
                        .getLong(0))
                .isEqualTo(1);
        assertThat(spark.sql("SELECT later FROM " + table + " WHERE step = 's/2'")
                        .count())
                .isEqualTo(1);
    }
}
