/*---
asset: daily_sales
partition: {keys: {shop: {from: shops.cod}}}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
