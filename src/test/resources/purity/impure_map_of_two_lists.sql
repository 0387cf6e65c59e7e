/*---
asset: impure_map_of_two_lists
---*/
SELECT shop, map_from_arrays(collect_list(sale_id), collect_list(code)) AS codes FROM sales GROUP BY shop
