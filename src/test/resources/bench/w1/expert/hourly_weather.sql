-- The UTC hours of days of New York.
WITH observed AS (
  SELECT
    time_hour, origin,
    max(struct(_loaded_at, _file, ds, hour, temp, wind_dir, wind_speed, precip, pressure, visib)) AS last
  FROM weather
  WHERE ds BETWEEN date_sub(DATE'${from}', 1) AND DATE'${until}'
  GROUP BY time_hour, origin
)
SELECT
  o.time_hour,
  o.origin,
  o.last.ds AS day,
  o.last.hour AS hour,
  CAST(o.last.temp AS DECIMAL(5, 2)) AS temp,
  o.last.wind_dir AS wind_dir,
  CAST(CASE WHEN o.last.wind_speed < 260 THEN o.last.wind_speed END AS DECIMAL(6, 2)) AS wind_speed,
  CAST(o.last.precip AS DECIMAL(5, 2)) AS precip,
  CAST(o.last.pressure AS DECIMAL(6, 1)) AS pressure,
  CAST(o.last.pressure AS DECIMAL(6, 1)) - CAST(b.last.pressure AS DECIMAL(6, 1)) AS pressure_change,
  CAST(o.last.visib AS DECIMAL(5, 2)) AS visib
FROM observed o
LEFT JOIN observed b ON b.origin = o.origin AND b.time_hour = o.time_hour - INTERVAL 3 HOURS
WHERE o.time_hour >= to_utc_timestamp(DATE'${from}', 'America/New_York')
  AND o.time_hour < to_utc_timestamp(date_add(DATE'${until}', 1), 'America/New_York')
