/*---
asset: pure_rollup
---*/
SELECT shop, customer, sum(amount) AS total, grouping_id() AS level FROM sales GROUP BY ROLLUP (shop, customer)
