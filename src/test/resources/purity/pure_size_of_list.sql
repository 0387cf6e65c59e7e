/*---
asset: pure_size_of_list
---*/
SELECT shop, size(filter(collect_list(code), c -> c > 'a')) AS n, array_max(collect_set(qty)) AS most FROM sales GROUP BY shop
