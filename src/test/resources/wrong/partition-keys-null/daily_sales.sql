/*---
asset: daily_sales
partition: {keys: {shop: [north, null]}}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
