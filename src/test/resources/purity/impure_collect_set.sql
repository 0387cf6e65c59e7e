/*---
asset: impure_collect_set
---*/
SELECT shop, collect_set(customer) AS customers, array_agg(qty) AS q FROM sales GROUP BY shop
