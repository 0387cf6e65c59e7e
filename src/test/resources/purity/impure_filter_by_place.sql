/*---
asset: impure_filter_by_place
---*/
SELECT shop, sort_array(filter(collect_list(code), (c, i) -> i < 3)) AS codes FROM sales GROUP BY shop
