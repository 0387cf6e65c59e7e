/*---
asset: pure_exists_limit
---*/
SELECT shop FROM pure_shop_names n WHERE EXISTS (SELECT 1 FROM sales s WHERE s.shop = n.shop LIMIT 1)
