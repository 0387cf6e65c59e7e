SELECT
  ds,
  carrier,
  origin,
  count(*) AS n,
  count(arr_delay) AS arrived,
  sum(dep_delay) AS dep_delay,
  sum(arr_delay) AS arr_delay,
  sum(distance) AS distance
FROM flights_clean
WHERE NOT cancelled AND ds BETWEEN DATE'${from}' AND DATE'${until}'
GROUP BY ds, carrier, origin
