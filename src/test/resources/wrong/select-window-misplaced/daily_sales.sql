/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
WHERE sum(amount) > 0
GROUP BY ds, shop
