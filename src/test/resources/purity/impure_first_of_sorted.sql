/*---
asset: impure_first_of_sorted
---*/
SELECT shop, first(customer) AS customer FROM (SELECT * FROM sales ORDER BY sold_at) GROUP BY shop
