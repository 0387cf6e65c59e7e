/*---
asset: impure_last_ignore_nulls
---*/
SELECT shop, last(customer, true) AS c, any_value(code) AS a, first_value(qty) AS f FROM sales GROUP BY shop
