/*---
asset: pure_lag_by_key
---*/
SELECT shop, ds, total, lag(total) OVER (PARTITION BY shop ORDER BY ds) AS before, total - lead(total, 1) OVER (PARTITION BY shop ORDER BY ds) AS change FROM (SELECT shop, ds, sum(amount) AS total FROM sales GROUP BY shop, ds)
