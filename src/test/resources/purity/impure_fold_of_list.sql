/*---
asset: impure_fold_of_list
---*/
SELECT shop, reduce(collect_list(code), '', (a, c) -> concat(a, c)) AS codes FROM sales GROUP BY shop
