/*---
asset: pure_sorted_list
---*/
SELECT shop, sort_array(collect_list(amount)) AS amounts FROM sales GROUP BY shop
