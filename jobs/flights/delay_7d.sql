/*---
asset: delay_7d
partition: {day: ds, from: 2013-01-01, until: 2013-12-31}
inputs:
  daily_delays: {window: {before: 6}}     # the day and the six before it
checks: {unique: [ds, carrier], not_null: [carrier]}
---*/
-- Per day and carrier: flights and mean delays (minutes) of the seven days that end with it.
SELECT
  p.ds,
  d.carrier,
  sum(d.n) AS n,
  CAST(CAST(sum(d.dep_delay) AS DECIMAL(18, 0)) / sum(d.n) AS DECIMAL(12, 4)) AS mean_dep_delay,
  CAST(CAST(sum(d.arr_delay) AS DECIMAL(18, 0)) / nullif(sum(d.arrived), 0) AS DECIMAL(12, 4)) AS mean_arr_delay
FROM partitions p JOIN daily_delays d ON d.ds > p.ds - INTERVAL 7 DAYS AND d.ds <= p.ds
GROUP BY p.ds, d.carrier
