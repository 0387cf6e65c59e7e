/*---
asset: daily_sales
partition: {day: ds, from: 2026-02-30}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
