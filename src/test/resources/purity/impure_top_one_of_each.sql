/*---
asset: impure_top_one_of_each
---*/
SELECT n.shop, t.customer FROM pure_shop_names n, LATERAL (SELECT customer FROM sales s WHERE s.shop = n.shop ORDER BY sold_at LIMIT 1) t
