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
  max(f.distance) AS distance,
  count(*) AS planned,
  count_if(f.cancelled) AS cancelled,
  count_if(NOT f.cancelled AND f.arr_delay IS NULL) AS diverted,
  CAST(avg(CAST(f.arr_delay AS DECIMAL(6, 0))) AS DECIMAL(8, 4)) AS mean_arr_delay,
  percentile_disc(0.9) WITHIN GROUP (ORDER BY f.arr_delay) AS arr_delay_of_nine_in_ten,
  max(f.ds) AS last_planned
FROM flights_clean f
LEFT JOIN places p ON p.faa = f.dest
LEFT JOIN companies c ON c.carrier = f.carrier
GROUP BY f.origin, f.dest, f.carrier
