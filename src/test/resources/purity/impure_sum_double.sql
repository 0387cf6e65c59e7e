/*---
asset: impure_sum_double
---*/
SELECT shop, sum(price) AS total, avg(price) AS mean FROM sales GROUP BY shop
