/*---
asset: impure_sum_having
---*/
SELECT shop FROM sales GROUP BY shop HAVING sum(price) > 100
