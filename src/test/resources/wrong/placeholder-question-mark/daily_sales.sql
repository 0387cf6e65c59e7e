/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds, shop, sum(amount) AS amount
FROM sales
WHERE ds = ?
GROUP BY ds, shop
