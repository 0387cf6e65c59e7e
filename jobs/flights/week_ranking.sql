/*---
asset: week_ranking
# Weeks begin on Monday. The first begins in 2012 and the last ends in 2014: of them there are only the days of 2013.
partition: {week: week, from: 2012-12-31, until: 2013-12-30}
inputs:
  daily_delays: {window: {before: 7}}     # the days of the week, and the seven before them
checks: {unique: [week, carrier], not_null: [carrier, rank]}
---*/
-- Per week: the carriers in the order of their mean delay of arrival (minutes), and the place of each in the week before.
-- Equal delays share a place. How many days of a week have flights tells a week that is not whole.
WITH weeks AS (
  SELECT
    trunc(ds, 'WEEK') AS week,
    carrier,
    count(DISTINCT ds) AS days,
    sum(arrived) AS arrived,
    CAST(CAST(sum(arr_delay) AS DECIMAL(18, 0)) / sum(arrived) AS DECIMAL(12, 4)) AS mean_arr_delay
  FROM daily_delays
  GROUP BY trunc(ds, 'WEEK'), carrier
  HAVING sum(arrived) > 0
),
ranked AS (
  SELECT *, rank() OVER (PARTITION BY week ORDER BY mean_arr_delay) AS rank FROM weeks
)
SELECT
  p.week,
  r.carrier,
  r.days,
  r.arrived,
  r.mean_arr_delay,
  r.rank,
  b.rank AS rank_week_before
FROM partitions p
JOIN ranked r ON r.week = p.week
LEFT JOIN ranked b ON b.week = date_sub(p.week, 7) AND b.carrier = r.carrier
