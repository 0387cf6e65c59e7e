-- ${from} and ${until} are Mondays.
WITH weeks AS (
  SELECT
    trunc(ds, 'WEEK') AS week,
    carrier,
    count(DISTINCT ds) AS days,
    sum(arrived) AS arrived,
    CAST(CAST(sum(arr_delay) AS DECIMAL(18, 0)) / sum(arrived) AS DECIMAL(12, 4)) AS mean_arr_delay
  FROM daily_delays
  WHERE ds BETWEEN date_sub(DATE'${from}', 7) AND date_add(DATE'${until}', 6)
  GROUP BY trunc(ds, 'WEEK'), carrier
  HAVING sum(arrived) > 0
),
ranked AS (
  SELECT *, rank() OVER (PARTITION BY week ORDER BY mean_arr_delay) AS rank FROM weeks
)
SELECT r.*, b.rank AS rank_week_before
FROM ranked r
LEFT JOIN ranked b ON b.week = date_sub(r.week, 7) AND b.carrier = r.carrier
WHERE r.week >= DATE'${from}'
