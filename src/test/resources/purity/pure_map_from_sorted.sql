/*---
asset: pure_map_from_sorted
---*/
SELECT shop, map_from_entries(sort_array(collect_set(struct(code, qty)))) AS by_code FROM sales GROUP BY shop
