/*---
asset: pure_sorted_set
---*/
SELECT shop, array_sort(collect_set(code)) AS codes, sort_array(array_agg(qty), false) AS quantities FROM sales GROUP BY shop
