/*---
asset: pure_sorted_then_first
---*/
SELECT shop, sort_array(array_agg(struct(amount, code)), false)[0].code AS top FROM sales GROUP BY shop
