package io.hindcast.flights;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What the tables must hold, made from the landing files alone by plain queries over all days at once. */
final class Expected implements AutoCloseable {

    private final SparkSession spark;
    private final LocalDate from;
    private final LocalDate until;
    private final Flown flown;
    private final Dataset<Row> raw;

    /**
     * From landing files.
     *
     * @param loads files in the order of their loading: what comes later corrects what came before
     */
    Expected(FlightsWorld world, String from, String until, List<List<Path>> loads) {
        this.spark = world.spark().newSession();
        this.from = LocalDate.parse(from);
        this.until = LocalDate.parse(until);
        this.flown = Flown.of(loads);
        this.raw = raw(loads).persist();
        raw.createOrReplaceTempView("raw");
        texts(List.of(world.folder().resolve("data/planes.csv.gz"))).createOrReplaceTempView("fleet");
    }

    @Override
    public void close() {
        raw.unpersist(true);
    }

    private Dataset<Row> raw(List<List<Path>> loads) {
        Dataset<Row> rows = texts(loads.get(0));
        for (List<Path> corrections : loads.subList(1, loads.size())) {
            Dataset<Row> newer = texts(corrections);
            Column same = rows.col("time_hour")
                    .equalTo(newer.col("time_hour"))
                    .and(rows.col("carrier").equalTo(newer.col("carrier")))
                    .and(rows.col("flight").equalTo(newer.col("flight")));
            rows = rows.join(newer, same, "left_anti").unionByName(newer);
        }
        return rows.selectExpr(
                "make_date(int(year), int(month), int(day)) AS ds",
                "timestamp(time_hour) AS time_hour",
                "carrier",
                "int(flight) AS flight",
                "tailnum",
                "origin",
                "dest",
                "int(dep_time) AS dep_time",
                "int(arr_time) AS arr_time",
                "int(dep_delay) AS dep_delay",
                "int(arr_delay) AS arr_delay",
                "int(air_time) AS air_time",
                "int(distance) AS distance",
                "int(minute) AS minute");
    }

    private Dataset<Row> texts(List<Path> files) {
        return spark.read()
                .option("header", "true")
                .csv(files.stream().map(Path::toString).toArray(String[]::new));
    }

    /** Holds all six tables against what they must be. */
    void assertHeldBy(FlightsWorld world) {
        assertSame(world.rows("flights_clean"), clean());
        assertSame(world.rows("daily_delays"), daily());
        assertSame(world.rows("delay_7d"), trailing());
        assertSame(world.rows("carrier_month"), months());
        assertSame(world.rows("carrier_ledger"), flown.ledger(from, until));
        assertSame(world.rows("plane_rotation"), flown.rotations());
    }

    private Dataset<Row> clean() {
        return spark.sql("""
                SELECT r.ds, r.time_hour, r.carrier, r.flight, r.tailnum, r.origin, r.dest,
                  r.dep_time IS NULL AS cancelled,
                  timestamp_seconds(unix_seconds(r.time_hour) + 60 * r.minute) AS sched_dep_at,
                  timestamp_seconds(unix_seconds(r.time_hour) + 60 * (r.minute + r.dep_delay)) AS dep_at,
                  (r.dep_time DIV 100 * 60 + r.dep_time % 100) % 1440 AS dep_minute,
                  (r.arr_time DIV 100 * 60 + r.arr_time % 100) % 1440 AS arr_minute,
                  r.dep_delay, r.arr_delay, r.air_time, r.distance,
                  int(f.year) AS plane_year, f.manufacturer, f.model, int(f.seats) AS seats
                FROM raw r LEFT JOIN fleet f USING (tailnum)
                """);
    }

    private Dataset<Row> daily() {
        return spark.sql("""
                SELECT ds, carrier, origin, count(1) AS n, count(arr_delay) AS arrived,
                  sum(dep_delay) AS dep_delay, sum(arr_delay) AS arr_delay, sum(distance) AS distance
                FROM raw WHERE dep_time IS NOT NULL GROUP BY ALL
                """);
    }

    /** Over the whole calendar, so that a carrier without a flight on a day has its trailing week all the same. */
    private Dataset<Row> trailing() {
        return spark.sql("""
                WITH calendar AS (SELECT explode(sequence(DATE'%s', DATE'%s')) AS ds),
                grid AS (SELECT ds, carrier FROM calendar CROSS JOIN (SELECT DISTINCT carrier FROM raw)),
                counted AS (
                  SELECT ds, carrier, count(dep_time) AS n, count(arr_delay) AS arrived,
                    sum(dep_delay) FILTER (WHERE dep_time IS NOT NULL) AS dep_delay, sum(arr_delay) AS arr_delay
                  FROM grid LEFT JOIN raw USING (ds, carrier) GROUP BY ds, carrier),
                weeks AS (
                  SELECT ds, carrier, sum(n) OVER week AS n, sum(arrived) OVER week AS arrived,
                    sum(dep_delay) OVER week AS dep_delay, sum(arr_delay) OVER week AS arr_delay
                  FROM counted
                  WINDOW week AS (PARTITION BY carrier ORDER BY ds ROWS BETWEEN 6 PRECEDING AND CURRENT ROW))
                SELECT ds, carrier, n,
                  cast(round(cast(dep_delay AS DECIMAL(14, 6)) / n, 4) AS DECIMAL(12, 4)) AS mean_dep_delay,
                  cast(round(cast(arr_delay AS DECIMAL(14, 6)) / nullif(arrived, 0), 4) AS DECIMAL(12, 4))
                    AS mean_arr_delay
                FROM weeks WHERE n > 0
                """.formatted(from, until));
    }

    private Dataset<Row> months() {
        return spark.sql("""
                SELECT make_date(year(ds), month(ds), 1) AS month, carrier, count(DISTINCT ds) AS days, count(*) AS n,
                  count(arr_delay) AS arrived, sum(dep_delay) AS dep_delay, sum(arr_delay) AS arr_delay,
                  sum(distance) AS distance
                FROM raw WHERE dep_time IS NOT NULL GROUP BY 1, 2
                """);
    }

    /** Every row as often on the one side as on the other. */
    private static void assertSame(Dataset<Row> actual, Dataset<Row> expected) {
        assertThat(expected.columns()).containsExactlyInAnyOrder(actual.columns());
        Column[] columns = Arrays.stream(actual.columns())
                .map(name -> col("`" + name + "`"))
                .toArray(Column[]::new);
        List<Row> surplus = actual.withColumn("_side", lit(1))
                .unionByName(expected.withColumn("_side", lit(-1)))
                .groupBy(columns)
                .agg(sum("_side").as("more"))
                .where("more <> 0")
                .limit(10)
                .collectAsList();
        assertThat(surplus).as("rows more (1) or fewer (-1) than there must be").isEmpty();
        assertThat(actual.isEmpty()).isFalse();
    }

    private static void assertSame(Dataset<Row> actual, List<Row> expected) {
        Map<Row, Integer> surplus = new HashMap<>();
        actual.collectAsList().forEach(row -> surplus.merge(row, 1, Integer::sum));
        assertThat(surplus).isNotEmpty();
        expected.forEach(row -> surplus.merge(row, -1, Integer::sum));
        surplus.values().removeIf(more -> more == 0);
        assertThat(surplus.entrySet().stream().limit(10))
                .as("rows more (1) or fewer (-1) than there must be")
                .isEmpty();
    }
}
