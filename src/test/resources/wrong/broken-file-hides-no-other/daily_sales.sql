/*---
asset: daily_sales
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
