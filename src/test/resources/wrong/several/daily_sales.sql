/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
retian: 400d
cheks: {rows: ">= 1"}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
