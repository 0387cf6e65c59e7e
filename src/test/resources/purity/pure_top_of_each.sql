/*---
asset: pure_top_of_each
---*/
SELECT n.shop, (SELECT max(s.amount) FROM sales s WHERE s.shop = n.shop) AS most FROM pure_shop_names n
