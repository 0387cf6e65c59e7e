WITH observed AS (
  SELECT ds, origin, time_hour, max(struct(_loaded_at, _file, temp, wind_speed, precip, visib)) AS last
  FROM weather
  WHERE ds BETWEEN DATE'${from}' AND DATE'${until}'
  GROUP BY ds, origin, time_hour
),
conditions AS (
  SELECT
    ds,
    origin,
    count(*) AS observations,
    CAST(avg(CAST(last.temp AS DECIMAL(5, 2))) AS DECIMAL(5, 2)) AS mean_temp,
    sum(CAST(last.precip AS DECIMAL(5, 2))) AS precip,
    max(CAST(CASE WHEN last.wind_speed < 260 THEN last.wind_speed END AS DECIMAL(6, 2))) AS max_wind_speed,
    min(CAST(last.visib AS DECIMAL(5, 2))) AS min_visib
  FROM observed
  GROUP BY ds, origin
),
departures AS (
  SELECT
    ds,
    origin,
    sum(n) AS n,
    CAST(CAST(sum(dep_delay) AS DECIMAL(18, 0)) / sum(n) AS DECIMAL(12, 4)) AS mean_dep_delay
  FROM daily_delays
  WHERE ds BETWEEN DATE'${from}' AND date_add(DATE'${until}', 1)
  GROUP BY ds, origin
)
SELECT
  d.ds,
  d.origin,
  d.n,
  d.mean_dep_delay,
  a.mean_dep_delay AS mean_dep_delay_day_after,
  c.observations,
  c.mean_temp,
  c.precip,
  c.max_wind_speed,
  c.min_visib
FROM departures d
LEFT JOIN departures a ON a.ds = date_add(d.ds, 1) AND a.origin = d.origin
LEFT JOIN conditions c ON c.ds = d.ds AND c.origin = d.origin
WHERE d.ds <= DATE'${until}'
