/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
path: _hindcast/daily_sales
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
