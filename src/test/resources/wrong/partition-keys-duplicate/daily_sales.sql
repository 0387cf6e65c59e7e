/*---
asset: daily_sales
partition: {keys: {shop: [north, south, north]}}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
