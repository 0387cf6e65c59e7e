/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
inputs: {self: {before: 1, after: 0}}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
