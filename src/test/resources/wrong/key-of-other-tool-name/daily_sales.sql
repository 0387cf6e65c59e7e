/*---
name: daily_sales
partitioned_by: {daily: ds, from: 2026-01-01}
---*/
SELECT ds, shop, sum(amount) AS amount
FROM sales
GROUP BY ds, shop
