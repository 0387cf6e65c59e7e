/*---
asset: daily_sales
partition: {day: shop, from: 2026-01-01}
inputs: {sales: {as_of: partition}}
---*/
SELECT shop, sum(amount) AS total
FROM sales
GROUP BY shop
