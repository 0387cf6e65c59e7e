/*---
asset: impure_sorted_by_own_comparison
---*/
SELECT shop, array_sort(collect_list(code), (a, b) -> length(a) - length(b)) AS codes FROM sales GROUP BY shop
