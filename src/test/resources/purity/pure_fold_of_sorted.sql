/*---
asset: pure_fold_of_sorted
---*/
SELECT shop, reduce(sort_array(collect_list(code)), '', (a, c) -> concat(a, c)) AS codes FROM sales GROUP BY shop
