/*---
asset: impure_avg_of_long
---*/
SELECT shop, avg(points) AS mean FROM sales GROUP BY shop
