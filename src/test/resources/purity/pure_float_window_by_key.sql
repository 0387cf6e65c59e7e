/*---
asset: pure_float_window_by_key
---*/
SELECT shop, ds, sum(p) OVER (PARTITION BY shop ORDER BY ds) AS p FROM (SELECT shop, ds, max(price) AS p FROM sales GROUP BY shop, ds)
