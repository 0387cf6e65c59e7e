/*---
asset: origin_day
# The data are the flights from these three airports, so they are listed. Discovered from airports.faa they would be 1,458,
# nearly all of them without a departure ever; and a flight from a fourth would pass unseen, which now is an error.
partition: {day: ds, from: 2013-01-01, until: 2013-12-31, keys: {origin: [EWR, JFK, LGA]}}
inputs:
  flights_clean: {offsets: [0, -7]}     # the day, and the same day of the week before
checks: {unique: [ds, origin], not_null: [planned, cancelled], rows: ">= 1"}
---*/
-- Per day and airport of departure, for those who run the airport: what was planned, what became of it, and what was
-- planned on the same day of the week before. An hour is the busiest by its planned departures, the earliest of several.
WITH hours AS (
  SELECT
    ds,
    origin,
    time_hour,
    count(*) AS planned,
    count_if(cancelled) AS cancelled,
    -- on time: it arrived less than 15 minutes late, as the Department of Transportation counts
    count_if(coalesce(arr_delay < 15, false)) AS on_time,
    sum(dep_delay) FILTER (WHERE NOT cancelled) AS dep_delay
  FROM flights_clean
  GROUP BY ds, origin, time_hour
),
days AS (
  SELECT
    ds,
    origin,
    sum(planned) AS planned,
    sum(cancelled) AS cancelled,
    sum(on_time) AS on_time,
    CAST(CAST(sum(dep_delay) AS DECIMAL(18, 0)) / nullif(sum(planned) - sum(cancelled), 0) AS DECIMAL(12, 4))
      AS mean_dep_delay,
    max(struct(planned, -unix_seconds(time_hour) AS earliest, time_hour)).time_hour AS busiest_hour,
    max(planned) AS planned_in_busiest_hour
  FROM hours
  GROUP BY ds, origin
)
SELECT
  p.ds,
  p.origin,
  d.planned,
  d.cancelled,
  d.on_time,
  d.mean_dep_delay,
  d.busiest_hour,
  d.planned_in_busiest_hour,
  b.planned AS planned_week_before
FROM partitions p
JOIN days d ON d.ds = p.ds AND d.origin = p.origin
LEFT JOIN days b ON b.ds = date_sub(p.ds, 7) AND b.origin = p.origin
