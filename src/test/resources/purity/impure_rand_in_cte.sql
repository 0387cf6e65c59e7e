/*---
asset: impure_rand_in_cte
---*/
WITH dice AS (
  SELECT shop, floor(rand() * 6) AS eyes FROM sales
)
SELECT shop, max(eyes) AS eyes FROM dice GROUP BY shop
