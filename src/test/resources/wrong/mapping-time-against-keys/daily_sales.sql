/*---
asset: daily_sales
partition: {keys: {ds: [a, b]}}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
