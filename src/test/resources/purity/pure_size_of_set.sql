/*---
asset: pure_size_of_set
---*/
SELECT shop, size(collect_set(customer)) AS customers, array_contains(collect_list(code), 'x') AS has_x FROM sales GROUP BY shop
