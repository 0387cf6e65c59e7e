/*---
asset: impure_left_join_many
---*/
SELECT n.shop, first(s.customer) AS customer FROM pure_shop_names n LEFT JOIN sales s ON s.shop = n.shop GROUP BY n.shop
