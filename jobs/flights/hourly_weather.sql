/*---
asset: hourly_weather
# The hours, in UTC, of November in New York. On its third day the clocks go back, so that the day has 25 of them. An hour
# is a file of three rows here. Of the whole year there would be 8,736, more than of all other tables together: declare as
# many hours as are looked at one by one.
partition: {hour: time_hour, from: 2013-11-01T04, until: 2013-12-01T04}
inputs:
  weather: {window: {before: 1}}     # and the day before, where the three hours before its first hours lie
checks: {unique: [time_hour, origin], not_null: [origin, day, hour]}
---*/
-- Per hour and airport: the weather as it was observed, and how the pressure has moved in the three hours before, which is
-- what tells a front. Staging lies by local day, and an hour reads the whole of its day and the one before: partitions
-- says which hours are wanted. The hour of day alone names no hour of the day with 25 of them, on which it is one o'clock
-- twice.
WITH observed AS (
  -- Of the landed rows of an hour the one loaded last counts.
  SELECT
    time_hour, origin,
    max(struct(_loaded_at, _file, ds, hour, temp, wind_dir, wind_speed, precip, pressure, visib)) AS last
  FROM weather
  GROUP BY time_hour, origin
)
SELECT
  o.time_hour,
  o.origin,
  o.last.ds AS day,
  o.last.hour AS hour,
  CAST(o.last.temp AS DECIMAL(5, 2)) AS temp,                -- degrees Fahrenheit
  o.last.wind_dir AS wind_dir,                               -- degrees
  -- Miles an hour. No wind on earth has blown with 260: such an observation is a fault of the instrument.
  CAST(CASE WHEN o.last.wind_speed < 260 THEN o.last.wind_speed END AS DECIMAL(6, 2)) AS wind_speed,
  CAST(o.last.precip AS DECIMAL(5, 2)) AS precip,            -- inches
  CAST(o.last.pressure AS DECIMAL(6, 1)) AS pressure,        -- millibars
  CAST(o.last.pressure AS DECIMAL(6, 1)) - CAST(b.last.pressure AS DECIMAL(6, 1)) AS pressure_change,
  CAST(o.last.visib AS DECIMAL(5, 2)) AS visib               -- miles
FROM partitions p
JOIN observed o ON o.time_hour = p.time_hour
LEFT JOIN observed b ON b.origin = o.origin AND b.time_hour = o.time_hour - INTERVAL 3 HOURS
