/*---
asset: impure_sum_float
---*/
SELECT shop, sum(weight) AS total, sum(DISTINCT price) AS d, try_sum(price) AS t, try_avg(weight) AS a FROM sales GROUP BY shop
