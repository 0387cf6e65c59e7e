/*---
asset: pure_lateral_latest
---*/
SELECT n.shop, l.amount FROM pure_shop_names n, LATERAL (SELECT max(s.amount) AS amount FROM sales s WHERE s.shop = n.shop) l
