/*---
asset: pure_sorted_pairs
---*/
SELECT shop, transform(array_sort(collect_list(struct(sold_at, customer))), x -> x.customer) AS customers FROM sales GROUP BY shop
