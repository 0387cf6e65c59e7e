/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
inputs: {sales: {as_of: partition, window: {before: 6}}}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
