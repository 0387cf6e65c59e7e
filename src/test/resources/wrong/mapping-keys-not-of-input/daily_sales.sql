/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01, keys: {shop: [north, south]}}
inputs: {sales: {keys: {north: [south]}}}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
