/*---
asset: impure_sum_of_cast_decimal
---*/
SELECT shop, sum(CAST(amount AS DOUBLE)) AS total FROM sales GROUP BY shop
