/*---
asset: pure_mean_of_counts
---*/
SELECT avg(n) AS mean FROM (SELECT shop, count(*) AS n FROM sales GROUP BY shop)
