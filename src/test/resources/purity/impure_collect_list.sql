/*---
asset: impure_collect_list
---*/
SELECT shop, collect_list(customer) AS customers FROM sales GROUP BY shop
