/*---
asset: pure_filter_of_sorted
---*/
SELECT shop, filter(sort_array(collect_list(code)), (c, i) -> i < 3) AS codes FROM sales GROUP BY shop
