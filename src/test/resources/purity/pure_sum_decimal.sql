/*---
asset: pure_sum_decimal
---*/
SELECT shop, sum(amount) AS total, avg(amount) AS mean, count(*) AS n FROM sales GROUP BY shop
