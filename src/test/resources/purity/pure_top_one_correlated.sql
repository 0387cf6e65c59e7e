/*---
asset: pure_top_one_correlated
---*/
SELECT n.shop, t.total FROM pure_shop_names n, LATERAL (SELECT sum(s.amount) AS total, s.customer FROM sales s WHERE s.shop = n.shop GROUP BY s.customer ORDER BY total DESC, s.customer LIMIT 1) t
