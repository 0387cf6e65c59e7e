/*---
asset: pure_sum_whole
---*/
SELECT shop, sum(qty) AS total, avg(qty) AS mean, sum(points) AS points FROM sales GROUP BY shop
