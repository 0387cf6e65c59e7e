/*---
asset: daily_sales
inputs: {sales: {as_of: partition}}
---*/
SELECT shop, sum(amount) AS total
FROM sales
GROUP BY shop
