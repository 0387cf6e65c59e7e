package io.hindcast.flights;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
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
        // Each of these queries runs once, over few rows: compiling it would take longer than that.
        spark.conf().set("spark.sql.codegen.wholeStage", "false");
        spark.conf().set("spark.sql.constraintPropagation.enabled", "false");
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

    /** Holds all tables against what they must be. */
    void assertAllHeldBy(FlightsWorld world, Weathered weathered) {
        assertHeldBy(world);
        assertSame(world.rows("origin_day"), originDays());
        assertSame(world.rows("route_year"), routes(world));
        assertSame(world.rows("week_ranking"), weeks());
        assertSame(world.rows("weather_delay"), weathered.delays(spark));
        assertSame(world.rows("hourly_weather"), weathered.hours(spark));
    }

    /** Holds the tables that only flights make against what they must be. */
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

    private Dataset<Row> originDays() {
        return spark.sql("""
                WITH hours AS (SELECT ds, origin, time_hour, count(1) AS n FROM raw GROUP BY ALL),
                placed AS (
                  SELECT *, row_number() OVER (PARTITION BY ds, origin ORDER BY n DESC, time_hour) AS place FROM hours),
                days AS (
                  SELECT ds, origin, count(1) AS planned, count(1) - count(dep_time) AS cancelled,
                    count(CASE WHEN arr_delay < 15 THEN 1 END) AS on_time, count(dep_time) AS flown,
                    sum(CASE WHEN dep_time IS NOT NULL THEN dep_delay END) AS dep_delay
                  FROM raw GROUP BY ds, origin)
                SELECT d.ds, d.origin, d.planned, d.cancelled, d.on_time,
                  cast(round(cast(d.dep_delay AS DECIMAL(14, 6)) / nullif(d.flown, 0), 4) AS DECIMAL(12, 4))
                    AS mean_dep_delay,
                  h.time_hour AS busiest_hour, h.n AS planned_in_busiest_hour, b.planned AS planned_week_before
                FROM days d JOIN placed h ON h.ds = d.ds AND h.origin = d.origin AND h.place = 1
                LEFT JOIN days b ON b.origin = d.origin AND datediff(d.ds, b.ds) = 7
                """);
    }

    /** A rank is one more than the number of those that are better. */
    private Dataset<Row> weeks() {
        return spark.sql("""
                WITH weeks AS (
                  SELECT date_sub(ds, weekday(ds)) AS week, carrier, count(DISTINCT ds) AS days,
                    count(arr_delay) AS arrived,
                    cast(round(cast(sum(arr_delay) AS DECIMAL(14, 6)) / count(arr_delay), 4) AS DECIMAL(12, 4))
                      AS mean_arr_delay
                  FROM raw WHERE dep_time IS NOT NULL GROUP BY 1, 2 HAVING count(arr_delay) > 0),
                ranked AS (
                  SELECT w.week, w.carrier, 1 + count(o.carrier) AS rank
                  FROM weeks w LEFT JOIN weeks o ON o.week = w.week AND o.mean_arr_delay < w.mean_arr_delay
                  GROUP BY w.week, w.carrier)
                SELECT w.*, r.rank, b.rank AS rank_week_before
                FROM weeks w JOIN ranked r ON r.week = w.week AND r.carrier = w.carrier
                LEFT JOIN ranked b ON datediff(w.week, b.week) = 7 AND b.carrier = w.carrier
                """);
    }

    private Dataset<Row> routes(FlightsWorld world) {
        texts(List.of(world.folder().resolve("data/airports.csv.gz"))).createOrReplaceTempView("places");
        texts(List.of(world.folder().resolve("data/airlines.csv.gz"))).createOrReplaceTempView("companies");
        return spark.sql("""
                WITH counted AS (
                  SELECT *, count(arr_delay) OVER (PARTITION BY origin, dest, carrier ORDER BY arr_delay) AS so_far,
                    count(arr_delay) OVER (PARTITION BY origin, dest, carrier) AS arrived
                  FROM raw)
                SELECT f.origin, f.dest, f.carrier, c.name AS airline, p.name AS dest_name,
                  max(f.distance) AS distance, count(1) AS planned, count(1) - count(f.dep_time) AS cancelled,
                  count(f.dep_time) - count(f.arr_delay) AS diverted,
                  cast(round(cast(sum(f.arr_delay) AS DECIMAL(14, 6)) / nullif(count(f.arr_delay), 0), 4)
                    AS DECIMAL(8, 4)) AS mean_arr_delay,
                  min(CASE WHEN 10 * f.so_far >= 9 * f.arrived THEN f.arr_delay END) AS arr_delay_of_nine_in_ten,
                  max(f.ds) AS last_planned
                FROM counted f LEFT JOIN places p ON p.faa = f.dest LEFT JOIN companies c ON c.carrier = f.carrier
                GROUP BY f.origin, f.dest, f.carrier, c.name, p.name
                """);
    }

    /** Every row as often on the one side as on the other: sums of hashes tell whether, and then rows tell where. */
    private static void assertSame(Dataset<Row> actual, Dataset<Row> expected) {
        assertThat(expected.columns()).containsExactlyInAnyOrder(actual.columns());
        // What is expected comes first: its session carries the query out.
        Dataset<Row> both =
                expected.withColumn("_side", lit("expected")).unionByName(actual.withColumn("_side", lit("actual")));
        List<Column> hashed = new ArrayList<>();
        for (String name : actual.columns()) {
            hashed.add(quoted(name));
            // A hash passes over nulls, so that it would not tell in which column they are.
            hashed.add(quoted(name).isNull());
        }
        List<Row> sums = both.select(
                        col("_side"), xxhash64(hashed.toArray(Column[]::new)).as("hash"))
                .groupBy("_side")
                .agg(
                        count("*"),
                        sum(shiftright(col("hash"), 32)),
                        sum(col("hash").bitwiseAND(0xffffffffL)))
                .collectAsList();
        assertThat(sums).as("sides with rows").hasSize(2);
        if (!tail(sums.get(0)).equals(tail(sums.get(1)))) {
            assertThat(surplus(both, actual.columns()))
                    .as("rows more (1) or fewer (-1) than there must be")
                    .isEmpty();
        }
    }

    private static Column quoted(String name) {
        return col("`" + name + "`");
    }

    private static List<Object> tail(Row sums) {
        return List.of(sums.get(1), sums.get(2), sums.get(3));
    }

    private static List<Row> surplus(Dataset<Row> both, String[] columns) {
        return both.groupBy(Arrays.stream(columns).map(Expected::quoted).toArray(Column[]::new))
                .agg(sum(when(col("_side").equalTo("actual"), 1).otherwise(-1)).as("more"))
                .where("more <> 0")
                .limit(10)
                .collectAsList();
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
