package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hindcast.cli.CommandLine;
import io.hindcast.testing.Landing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes of others into derived tables: after a run, and in the middle of one. */
@Tag("once")
@Tag("spark")
class ForeignWriteTest {

    @TempDir
    Path base;

    @Test
    void whatOthersWroteStaysUntilItIsForced() {
        FlightsWorld world = FlightsWorld.built(base);
        Dataset<Row> daily = world.rows("daily_delays");
        daily.where("ds = '2013-02-10'")
                .limit(1)
                .write()
                .format("delta")
                .mode("append")
                .save(world.table("daily_delays").toString());
        daily.where("ds = '2013-02-12'")
                .selectExpr("ds", "carrier", "origin", "n + 1 AS n", "arrived", "dep_delay", "arr_delay", "distance")
                .write()
                .format("delta")
                .mode("overwrite")
                .option("replaceWhere", "ds = '2013-02-12'")
                .save(world.table("daily_delays").toString());
        TableFiles theirs = TableFiles.of(world.table("daily_delays"));

        assertThat(world.status("daily_delays"))
                .containsEntry("foreign", "2013-02-10,2013-02-12")
                .containsEntry("fresh", "2013-01-01..2013-02-09,2013-02-11,2013-02-13..2013-03-31");
        world.expect(0, "run");

        assertThat(TableFiles.of(world.table("daily_delays")).files()).isEqualTo(theirs.files());
        assertThat(world.status("daily_delays")).containsEntry("foreign", "2013-02-10,2013-02-12");
        world.expect(0, "run", "--select", "daily_delays@2013-02-10", "--force");
        assertThat(TableFiles.of(world.table("daily_delays")).changedSince(theirs))
                .containsExactly("2013-02-10");
        assertThat(world.status("daily_delays")).containsEntry("foreign", "2013-02-12");
        world.expect(0, "run", "--select", "daily_delays@2013-02-12", "--force");
        assertThat(world.status("daily_delays")).isEqualTo(Map.of("fresh", "2013-01-01..2013-03-31"));
        assertSameAsBuiltAlone(world);
    }

    /** All tables are again as a run without any foreign write leaves them. */
    private void assertSameAsBuiltAlone(FlightsWorld world) {
        FlightsWorld alone = FlightsWorld.built(base.resolve("alone"));
        for (String asset : FlightsWorld.ASSETS.subList(1, 5)) {
            assertThat(texts(world.rows(asset))).as(asset).isEqualTo(texts(alone.rows(asset)));
        }
    }

    private static List<String> texts(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).sorted().toList();
    }

    @Test
    void aWriteInTheMiddleOfAStepStopsTheStepAndTheirDataStay() throws IOException {
        FlightsWorld world = FlightsWorld.ofDays(base, "2013-01-01", "2013-01-03");
        Landing.write(world.flights("flights.csv"), Landing.flights("2013-01-01", "2013-01-03"));
        declareVisitedJob(world);
        VisitedJob.VISIT.set(Optional.of(() -> appendOneRow(world)));

        CommandLine.Ended ended = world.expect(30, "run");

        assertThat(VisitedJob.VISIT.get()).isEmpty();
        assertThat(ended.out()).contains("someone else wrote", "plane_rotation@", "--force");
        assertThat(world.rows("plane_rotation").collectAsList())
                .singleElement()
                .satisfies(row -> assertThat(row.getString(1)).isEqualTo("theirs"));
        for (String other : FlightsWorld.ASSETS.subList(0, 5)) {
            assertThat(world.status(other)).as(other).containsOnlyKeys("fresh");
        }
        assertThat(world.status("plane_rotation"))
                .isEqualTo(Map.of("foreign", "2013-01-02", "missing", "2013-01-01,2013-01-03"));

        SortedMap<String, TableFiles> before = world.files();
        JsonNode rest = world.json(0, "run");
        assertThat(rest.path("committed").asInt()).isEqualTo(2);
        assertThat(world.changedSince(before))
                .isEqualTo(Map.of("plane_rotation", new TreeSet<>(List.of("2013-01-01", "2013-01-03"))));
        world.expect(0, "run", "--select", "plane_rotation@2013-01-02", "--force");
        assertThat(world.rows("plane_rotation").where("tailnum = 'theirs'").isEmpty())
                .isTrue();
        assertThat(world.status("plane_rotation")).isEqualTo(Map.of("fresh", "2013-01-01..2013-01-03"));
    }

    private static void appendOneRow(FlightsWorld world) {
        world.spark()
                .sql("SELECT DATE'2013-01-02' AS ds, 'theirs' AS tailnum, 'XX' AS carrier, 1 AS flight,"
                        + " TIMESTAMP'2013-01-02 10:00:00Z' AS time_hour")
                .write()
                .format("delta")
                .mode("append")
                .save(world.table("plane_rotation").toString());
    }

    private static void declareVisitedJob(FlightsWorld world) throws IOException {
        UserJar.write(world.folder().resolve("visited-job.jar"), VisitedJob.class);
        world.edit("warehouse.yaml", text -> text.replaceFirst("jars: .*", "jars: [visited-job.jar]"));
        world.edit("plane_rotation.yaml", text -> """
                asset: plane_rotation
                partition: {day: ds, from: 2013-01-01, until: 2013-01-03}
                class: io.hindcast.flights.VisitedJob
                inputs: [flights_clean]
                columns: {ds: date, tailnum: string, carrier: string, flight: int, time_hour: timestamp}
                """);
    }
}
