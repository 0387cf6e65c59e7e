/*---
asset: daily_sales
partition: {day: ds, from: "${HINDCAST_TEST_NOBODY_SET_THIS}"}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
