package io.hindcast.delta;

import io.hindcast.TestSession;
import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.TimeGrid;
import io.hindcast.ledger.TableCommit;
import io.hindcast.ledger.TableRef;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;

/** Tables as Spark SQL makes them, to be read by Kernel. */
abstract class KernelFixture {

    private static final Interval YEAR = new Interval(
            LocalDate.of(2013, 1, 1).toEpochDay(), LocalDate.of(2014, 1, 1).toEpochDay());
    static final TimeDimension DAY = TimeDimension.of("ds", TimeGrid.utc(Grain.DAY), YEAR);
    static final Partitioning DAYS = Partitioning.of(DAY);

    final KernelTables tables = new KernelTables(new Configuration());

    @TempDir
    Path folder;

    TableRef table(Partitioning partitioning) {
        return new TableRef("t", folder.resolve("t").toString(), partitioning);
    }

    static void sql(String text, TableRef table) {
        TestSession.get().sql(text.replace("$t", "delta.`" + table.path() + "`"));
    }

    static void createDays(TableRef table, String properties) {
        sql(
                "CREATE TABLE $t (ds DATE, id BIGINT, name STRING) USING delta PARTITIONED BY (ds) TBLPROPERTIES ("
                        + properties + ")",
                table);
    }

    static void createDays(TableRef table) {
        createDays(table, "'a' = 'b'");
    }

    static void insert(TableRef table, String... days) {
        List<String> rows = Stream.of(days)
                .map(day -> "(DATE'" + day + "', 1, 'x'), (DATE'" + day + "', 2, 'y')")
                .toList();
        sql("INSERT INTO $t VALUES " + String.join(", ", rows), table);
    }

    long newest(TableRef table) {
        return tables.state(table).orElseThrow().version();
    }

    TableCommit last(TableRef table) {
        long newest = newest(table);
        return tables.commits(table, newest - 1, newest).get(0);
    }
}
