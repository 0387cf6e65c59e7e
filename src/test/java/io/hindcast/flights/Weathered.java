package io.hindcast.flights;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What the tables of the weather must hold, made from its landing files alone, with the view {@code raw} of flights.
 *
 * @param files in the order of their loading: what comes later corrects what came before
 * @param until the last day of the source
 * @param firstOfHours the first local day of which there are hours
 * @param lastOfHours the last local day of which there are hours
 */
record Weathered(List<List<Path>> files, String until, String firstOfHours, String lastOfHours) {

    Weathered {
        files = files.stream().map(List::copyOf).toList();
    }

    private void observe(SparkSession spark) {
        for (int load = 0; load < files.size(); load++) {
            Dataset<Row> texts = spark.read()
                    .option("header", "true")
                    .csv(files.get(load).stream().map(Path::toString).toArray(String[]::new));
            texts.createOrReplaceTempView("landed");
            Dataset<Row> rows = spark.sql("""
                    SELECT date(from_utc_timestamp(timestamp(time_hour), 'America/New_York')) AS day,
                      hour(from_utc_timestamp(timestamp(time_hour), 'America/New_York')) AS hour,
                      timestamp(time_hour) AS time_hour, origin, cast(temp AS DECIMAL(5, 2)) AS temp,
                      int(wind_dir) AS wind_dir,
                      cast(CASE WHEN length(split_part(wind_speed, '.', 1)) < 4 THEN wind_speed END AS DECIMAL(6, 2))
                        AS wind_speed,
                      cast(precip AS DECIMAL(5, 2)) AS precip, cast(pressure AS DECIMAL(6, 1)) AS pressure,
                      cast(visib AS DECIMAL(5, 2)) AS visib
                    FROM landed
                    """);
            if (load > 0) {
                Dataset<Row> before = spark.table("observed");
                rows = before.join(rows, new String[] {"time_hour", "origin"}, "left_anti")
                        .unionByName(rows);
            }
            rows.createOrReplaceTempView("observed");
        }
    }

    Dataset<Row> delays(SparkSession spark) {
        observe(spark);
        return spark.sql("""
                WITH days AS (
                  SELECT day, origin, count(1) AS observations,
                    cast(round(sum(temp) / count(temp), 2) AS DECIMAL(5, 2)) AS mean_temp, sum(precip) AS precip,
                    max(wind_speed) AS max_wind_speed, min(visib) AS min_visib
                  FROM observed WHERE day <= DATE'%s' GROUP BY day, origin),
                flown AS (
                  SELECT ds, origin, count(1) AS n,
                    cast(round(cast(sum(dep_delay) AS DECIMAL(14, 6)) / count(1), 4) AS DECIMAL(12, 4)) AS mean_dep_delay
                  FROM raw WHERE dep_time IS NOT NULL GROUP BY ds, origin)
                SELECT f.ds, f.origin, f.n, f.mean_dep_delay, a.mean_dep_delay AS mean_dep_delay_day_after,
                  d.observations, d.mean_temp, d.precip, d.max_wind_speed, d.min_visib
                FROM flown f LEFT JOIN flown a ON a.origin = f.origin AND datediff(a.ds, f.ds) = 1
                LEFT JOIN days d ON d.day = f.ds AND d.origin = f.origin
                """.formatted(until));
    }

    Dataset<Row> hours(SparkSession spark) {
        observe(spark);
        return spark.sql("""
                SELECT time_hour, origin, day, hour, temp, wind_dir, wind_speed, precip, pressure,
                  pressure - earlier AS pressure_change, visib
                FROM (
                  SELECT *, max(pressure) OVER (
                    PARTITION BY origin ORDER BY time_hour
                    RANGE BETWEEN INTERVAL '3' HOUR PRECEDING AND INTERVAL '3' HOUR PRECEDING) AS earlier
                  FROM observed)
                WHERE day BETWEEN DATE'%s' AND DATE'%s'
                """.formatted(firstOfHours, lastOfHours));
    }
}
