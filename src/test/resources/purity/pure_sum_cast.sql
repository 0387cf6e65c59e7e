/*---
asset: pure_sum_cast
---*/
SELECT shop, sum(CAST(price AS DECIMAL(18, 4))) AS total, avg(CAST(points AS DECIMAL(20, 0))) AS mean FROM sales GROUP BY shop
