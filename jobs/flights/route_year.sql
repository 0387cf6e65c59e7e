/*---
asset: route_year
checks: {rows: ">= 1", unique: [origin, dest, carrier], not_null: [origin, dest, carrier, airline]}
---*/
-- Per route and carrier, over the whole year, and so in one partition: how often it was planned, what became of it, and
-- how late it came in (minutes). Some airports of destination, in Puerto Rico and on Saint Thomas, are not in airports.
WITH places AS (
  SELECT faa, max(struct(_loaded_at, _file, name)).name AS name FROM airports GROUP BY faa
),
companies AS (
  SELECT carrier, max(struct(_loaded_at, _file, name)).name AS name FROM airlines GROUP BY carrier
)
SELECT
  f.origin,
  f.dest,
  f.carrier,
  max(c.name) AS airline,
  max(p.name) AS dest_name,
  max(f.distance) AS distance,                                  -- miles; two routes are told with two distances
  count(*) AS planned,
  count_if(f.cancelled) AS cancelled,
  count_if(NOT f.cancelled AND f.arr_delay IS NULL) AS diverted,
  CAST(avg(CAST(f.arr_delay AS DECIMAL(6, 0))) AS DECIMAL(8, 4)) AS mean_arr_delay,
  percentile_disc(0.9) WITHIN GROUP (ORDER BY f.arr_delay) AS arr_delay_of_nine_in_ten,  -- nine of ten were no later
  max(f.ds) AS last_planned
FROM flights_clean f
LEFT JOIN places p ON p.faa = f.dest
LEFT JOIN companies c ON c.carrier = f.carrier
GROUP BY f.origin, f.dest, f.carrier
