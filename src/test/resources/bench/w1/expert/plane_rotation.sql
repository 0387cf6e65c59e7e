WITH legs AS (
  SELECT
    ds, tailnum,
    row_number() OVER day AS leg,
    time_hour, carrier, flight, origin, dest, dep_delay,
    lag(arr_delay, 1) OVER day AS inbound_delay
  FROM flights_clean
  WHERE tailnum IS NOT NULL AND NOT cancelled AND ds BETWEEN DATE'${from}' AND DATE'${until}'
  WINDOW day AS (PARTITION BY ds, tailnum ORDER BY sched_dep_at, carrier, flight, time_hour)
)
SELECT
  *,
  least(greatest(coalesce(inbound_delay, 0), 0), greatest(dep_delay, 0)) AS carried_delay
FROM legs
