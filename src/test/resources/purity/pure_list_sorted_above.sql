/*---
asset: pure_list_sorted_above
---*/
SELECT shop, sort_array(transform(codes, c -> upper(c))) AS codes FROM (SELECT shop, collect_list(code) AS codes FROM sales GROUP BY shop)
