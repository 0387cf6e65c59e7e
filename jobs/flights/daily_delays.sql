/*---
asset: daily_delays
partition: {day: ds, from: 2013-01-01, until: 2013-12-31}
checks: {unique: [ds, carrier, origin], not_null: [carrier, origin]}
---*/
-- Per day, carrier and airport of departure: the flights that flew, and the sums of their delays (minutes) and
-- distances (miles). A flight that was diverted has no delay of arrival: arrived counts those that have one.
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
WHERE NOT cancelled
GROUP BY ds, carrier, origin
