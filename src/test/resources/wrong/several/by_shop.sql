/*---
asset: by_shop
partition: {keys: {shop: [north, north]}}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
