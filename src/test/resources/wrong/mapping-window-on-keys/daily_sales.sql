/*---
asset: daily_sales
partition: {keys: {shop: [north, south]}}
inputs: {sales: {window: {before: 6}}}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
