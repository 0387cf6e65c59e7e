/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
checks: {unique: [“ds”, shop]}
---*/
SELECT ds, shop, sum(amount) AS amount
FROM sales
GROUP BY ds, shop
