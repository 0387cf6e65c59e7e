/*---
asset: pure_first_value_of_key
---*/
SELECT shop, ds, first_value(total) OVER (PARTITION BY shop ORDER BY ds) AS opening FROM (SELECT shop, ds, sum(amount) AS total FROM sales GROUP BY shop, ds)
