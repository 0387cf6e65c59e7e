/*---
asset: impure_list_with_places
---*/
SELECT shop, sort_array(transform(collect_list(code), (c, i) -> concat(c, i))) AS codes FROM sales GROUP BY shop
