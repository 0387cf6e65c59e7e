/*---
asset: daily_sales
partition: {month: ds, from: 2026-01, format: bb}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
