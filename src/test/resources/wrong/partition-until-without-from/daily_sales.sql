/*---
asset: daily_sales
partition: {day: ds, until: 2026-02-01}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
