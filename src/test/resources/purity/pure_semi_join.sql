/*---
asset: pure_semi_join
---*/
SELECT shop, row_number() OVER (ORDER BY shop) AS n FROM pure_shop_names WHERE shop IN (SELECT shop FROM sales) AND shop NOT IN (SELECT code FROM sales WHERE code IS NOT NULL)
