/*---
asset: impure_rollup_float
---*/
SELECT shop, customer, sum(price) AS total FROM sales GROUP BY ROLLUP (shop, customer)
