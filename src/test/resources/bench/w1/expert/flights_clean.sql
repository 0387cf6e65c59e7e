WITH latest AS (
  SELECT
    ds, time_hour, carrier, flight,
    max(struct(
      _loaded_at, _file, dep_time, sched_dep_time, dep_delay, arr_time, sched_arr_time, arr_delay,
      tailnum, origin, dest, air_time, distance, minute)) AS last
  FROM flights
  WHERE ds BETWEEN DATE'${from}' AND DATE'${until}'
  GROUP BY ds, time_hour, carrier, flight
),
fleet AS (
  SELECT tailnum, max(struct(_loaded_at, _file, year, manufacturer, model, seats)) AS last
  FROM planes
  GROUP BY tailnum
),
clocked AS (
  SELECT
    ds, time_hour, carrier, flight, last,
    to_timestamp(lpad(nullif(last.dep_time, 2400), greatest(4, length(last.dep_time)), '0'), 'HHmm') AS dep_clock,
    to_timestamp(lpad(nullif(last.arr_time, 2400), greatest(4, length(last.arr_time)), '0'), 'HHmm') AS arr_clock
  FROM latest
)
SELECT
  c.ds,
  c.time_hour,
  c.carrier,
  c.flight,
  c.last.tailnum AS tailnum,
  c.last.origin AS origin,
  c.last.dest AS dest,
  c.last.dep_time IS NULL AS cancelled,
  timestampadd(MINUTE, c.last.minute, c.time_hour) AS sched_dep_at,
  timestampadd(MINUTE, c.last.minute + c.last.dep_delay, c.time_hour) AS dep_at,
  CASE WHEN c.last.dep_time = 2400 THEN 0 ELSE hour(c.dep_clock) * 60 + minute(c.dep_clock) END AS dep_minute,
  CASE WHEN c.last.arr_time = 2400 THEN 0 ELSE hour(c.arr_clock) * 60 + minute(c.arr_clock) END AS arr_minute,
  c.last.dep_delay AS dep_delay,
  c.last.arr_delay AS arr_delay,
  c.last.air_time AS air_time,
  c.last.distance AS distance,
  f.last.year AS plane_year,
  f.last.manufacturer AS manufacturer,
  f.last.model AS model,
  f.last.seats AS seats
FROM clocked c LEFT JOIN fleet f ON f.tailnum = c.last.tailnum
