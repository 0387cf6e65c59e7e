/*---
asset: daily_sales
partition: {keys: {shop: [a, __HIVE_DEFAULT_PARTITION__]}}
---*/
SELECT shop, sum(amount) AS total
FROM sales
GROUP BY shop
