/*---
asset: impure_wrong_way_out_order
---*/
SELECT shop, array_sort(collect_list(price)) AS prices, aggregate(collect_list(price), 0D, (a, p) -> a + p) AS total
FROM sales GROUP BY shop
