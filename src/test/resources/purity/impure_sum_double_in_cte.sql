/*---
asset: impure_sum_double_in_cte
---*/
WITH totals AS (
  SELECT shop,
    sum(price * qty) AS total
  FROM sales GROUP BY shop
)
SELECT n.name, t.total FROM totals t JOIN pure_shop_names n ON n.shop = t.shop
