/*---
asset: carrier_ledger
partition: {day: ds, from: 2013-01-01, until: 2013-12-31}
inputs:
  self: {before: 1, chained: true}     # the balance of the day before
columns: {ds: date, carrier: string, n: bigint, dep_delay: bigint, arr_delay: bigint, distance: bigint}
checks: {unique: [ds, carrier], not_null: [carrier, n, dep_delay, arr_delay, distance]}
---*/
-- Per day and carrier: totals from the first day of the year to this one, also over days without a flight. The first
-- day begins at zero. A batch may be many days, in several stretches: each stretch opens with the balance of the day
-- before it, which self holds, and adds its own days.
WITH carriers AS (
  SELECT carrier FROM self UNION SELECT carrier FROM daily_delays
),
entries AS (
  SELECT ds, carrier, 1 AS opening, n, dep_delay, arr_delay, distance FROM self
  UNION ALL
  SELECT p.ds, c.carrier, 0 AS opening, 0 AS n, 0 AS dep_delay, 0 AS arr_delay, 0 AS distance
  FROM partitions p CROSS JOIN carriers c
  UNION ALL
  SELECT ds, carrier, 0 AS opening, n, coalesce(dep_delay, 0), coalesce(arr_delay, 0), distance FROM daily_delays
),
days AS (
  SELECT
    ds, carrier, max(opening) AS opening,
    sum(n) AS n, sum(dep_delay) AS dep_delay, sum(arr_delay) AS arr_delay, sum(distance) AS distance
  FROM entries
  GROUP BY ds, carrier
),
stretches AS (
  SELECT *, sum(opening) OVER (PARTITION BY carrier ORDER BY ds) AS stretch FROM days
),
balances AS (
  SELECT
    ds, carrier, opening,
    sum(n) OVER (PARTITION BY carrier, stretch ORDER BY ds) AS n,
    sum(dep_delay) OVER (PARTITION BY carrier, stretch ORDER BY ds) AS dep_delay,
    sum(arr_delay) OVER (PARTITION BY carrier, stretch ORDER BY ds) AS arr_delay,
    sum(distance) OVER (PARTITION BY carrier, stretch ORDER BY ds) AS distance
  FROM stretches
)
SELECT ds, carrier, n, dep_delay, arr_delay, distance
FROM balances
WHERE opening = 0 AND n > 0
