/*---
asset: carrier_month
partition: {month: month, from: 2013-01, until: 2013-12}
checks: {unique: [month, carrier], not_null: [carrier]}
---*/
-- Per month and carrier, rolled up from days.
SELECT
  trunc(ds, 'MONTH') AS month,
  carrier,
  count(DISTINCT ds) AS days,
  sum(n) AS n,
  sum(arrived) AS arrived,
  sum(dep_delay) AS dep_delay,
  sum(arr_delay) AS arr_delay,
  sum(distance) AS distance
FROM daily_delays
GROUP BY trunc(ds, 'MONTH'), carrier
