/*---
asset: impure_slice_then_sort
---*/
SELECT shop, sort_array(slice(collect_list(code), 1, 3)) AS codes FROM sales GROUP BY shop
