SELECT
  CAST(trunc(ds, 'MONTH') AS DATE) AS month,
  carrier,
  count(DISTINCT ds) AS days,
  sum(n) AS n,
  sum(arrived) AS arrived,
  sum(dep_delay) AS dep_delay,
  sum(arr_delay) AS arr_delay,
  sum(distance) AS distance
FROM daily_delays
WHERE ds BETWEEN DATE'${from}' AND last_day(DATE'${until}')
GROUP BY trunc(ds, 'MONTH'), carrier
