/*---
asset: pure_union_intersect
---*/
SELECT shop FROM sales UNION SELECT shop FROM shops INTERSECT SELECT shop FROM pure_shop_names EXCEPT SELECT 'none'
