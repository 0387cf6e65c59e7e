/*---
asset: pure_approx_distinct
---*/
SELECT shop, approx_count_distinct(customer) AS customers, bit_xor(points) AS mark, bool_and(qty > 0) AS sold FROM sales GROUP BY shop
