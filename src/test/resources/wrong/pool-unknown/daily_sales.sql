/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
pool: licnce
---*/
SELECT ds, shop, count(*) AS n
FROM sales
GROUP BY ds, shop
