/*---
asset: impure_first
---*/
SELECT shop, first(customer) AS customer FROM sales GROUP BY shop
