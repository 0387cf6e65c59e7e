/*---
asset: weather_delay
partition: {day: ds, from: 2013-01-01, until: 2013-12-31}
inputs:
  daily_delays: {window: {after: 1}}     # the day and the one after it, on which a storm is still felt
checks: {unique: [ds, origin], not_null: [origin, n]}
---*/
-- Per day and airport: the delays of departure (minutes), those of the day after, and the weather of the day. There is no
-- weather of the last day of the year, so it is null there, and its day is not waited for: the source ends the day before.
WITH observed AS (
  -- Of the landed rows of an hour the one loaded last counts.
  SELECT ds, origin, time_hour, max(struct(_loaded_at, _file, temp, wind_speed, precip, visib)) AS last
  FROM weather
  GROUP BY ds, origin, time_hour
),
conditions AS (
  -- Decimals, because a sum of floating numbers would depend on the order of the rows.
  SELECT
    ds,
    origin,
    count(*) AS observations,
    CAST(avg(CAST(last.temp AS DECIMAL(5, 2))) AS DECIMAL(5, 2)) AS mean_temp,     -- degrees Fahrenheit
    sum(CAST(last.precip AS DECIMAL(5, 2))) AS precip,                             -- inches
    -- Miles an hour. No wind on earth has blown with 260: such an observation is a fault of the instrument.
    max(CAST(CASE WHEN last.wind_speed < 260 THEN last.wind_speed END AS DECIMAL(6, 2))) AS max_wind_speed,
    min(CAST(last.visib AS DECIMAL(5, 2))) AS min_visib                            -- miles
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
FROM partitions p
JOIN departures d ON d.ds = p.ds
LEFT JOIN departures a ON a.ds = date_add(d.ds, 1) AND a.origin = d.origin
LEFT JOIN conditions c ON c.ds = d.ds AND c.origin = d.origin
