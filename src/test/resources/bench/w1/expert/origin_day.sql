WITH hours AS (
  SELECT
    ds,
    origin,
    time_hour,
    count(*) AS planned,
    count_if(cancelled) AS cancelled,
    count_if(coalesce(arr_delay < 15, false)) AS on_time,
    sum(dep_delay) FILTER (WHERE NOT cancelled) AS dep_delay
  FROM flights_clean
  WHERE ds BETWEEN date_sub(DATE'${from}', 7) AND DATE'${until}'
  GROUP BY ds, origin, time_hour
),
days AS (
  SELECT
    ds,
    origin,
    sum(planned) AS planned,
    sum(cancelled) AS cancelled,
    sum(on_time) AS on_time,
    CAST(CAST(sum(dep_delay) AS DECIMAL(18, 0)) / nullif(sum(planned) - sum(cancelled), 0) AS DECIMAL(12, 4))
      AS mean_dep_delay,
    max(struct(planned, -unix_seconds(time_hour) AS earliest, time_hour)).time_hour AS busiest_hour,
    max(planned) AS planned_in_busiest_hour
  FROM hours
  GROUP BY ds, origin
)
SELECT d.*, b.planned AS planned_week_before
FROM days d
LEFT JOIN days b ON b.ds = date_sub(d.ds, 7) AND b.origin = d.origin
WHERE d.ds >= DATE'${from}'
