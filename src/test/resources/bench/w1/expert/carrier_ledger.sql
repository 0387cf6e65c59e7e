-- Totals since the first day of the year, also on days without a flight.
WITH days AS (
  SELECT ds, carrier, sum(n) AS n, sum(dep_delay) AS dep_delay, sum(arr_delay) AS arr_delay, sum(distance) AS distance
  FROM daily_delays
  WHERE ds <= DATE'${until}'
  GROUP BY ds, carrier
),
calendar AS (
  SELECT explode(sequence(DATE'2013-01-01', DATE'${until}')) AS ds
),
balances AS (
  SELECT
    p.ds,
    c.carrier,
    sum(coalesce(d.n, 0)) OVER (PARTITION BY c.carrier ORDER BY p.ds) AS n,
    sum(coalesce(d.dep_delay, 0)) OVER (PARTITION BY c.carrier ORDER BY p.ds) AS dep_delay,
    sum(coalesce(d.arr_delay, 0)) OVER (PARTITION BY c.carrier ORDER BY p.ds) AS arr_delay,
    sum(coalesce(d.distance, 0)) OVER (PARTITION BY c.carrier ORDER BY p.ds) AS distance
  FROM calendar p
  CROSS JOIN (SELECT DISTINCT carrier FROM days) c
  LEFT JOIN days d ON d.ds = p.ds AND d.carrier = c.carrier
)
SELECT ds, carrier, n, dep_delay, arr_delay, distance
FROM balances
WHERE ds BETWEEN DATE'${from}' AND DATE'${until}' AND n > 0
