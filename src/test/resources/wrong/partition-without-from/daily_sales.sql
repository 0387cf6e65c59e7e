/*---
asset: daily_sales
partition: {day: ds}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
