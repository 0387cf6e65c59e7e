SELECT
  p.ds,
  d.carrier,
  sum(d.n) AS n,
  CAST(CAST(sum(d.dep_delay) AS DECIMAL(18, 0)) / sum(d.n) AS DECIMAL(12, 4)) AS mean_dep_delay,
  CAST(CAST(sum(d.arr_delay) AS DECIMAL(18, 0)) / nullif(sum(d.arrived), 0) AS DECIMAL(12, 4)) AS mean_arr_delay
FROM (SELECT explode(sequence(DATE'${from}', DATE'${until}')) AS ds) p
JOIN (
  SELECT * FROM daily_delays WHERE ds > DATE'${from}' - INTERVAL 7 DAYS AND ds <= DATE'${until}'
) d ON d.ds > p.ds - INTERVAL 7 DAYS AND d.ds <= p.ds
GROUP BY p.ds, d.carrier
