/*---
asset: impure_collect_of_sorted
---*/
SELECT shop, collect_list(customer) AS customers FROM (SELECT * FROM sales ORDER BY sale_id) GROUP BY shop
