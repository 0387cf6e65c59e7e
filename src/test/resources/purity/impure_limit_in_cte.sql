/*---
asset: impure_limit_in_cte
---*/
WITH some AS (
  SELECT * FROM sales LIMIT 10
)
SELECT shop, sum(amount) AS total FROM some GROUP BY shop
