/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
inputs: {sales: {window: {before: 1}, lag: 1}}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
