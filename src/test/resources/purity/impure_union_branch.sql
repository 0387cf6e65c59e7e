/*---
asset: impure_union_branch
---*/
SELECT shop, amount FROM sales UNION ALL SELECT shop, CAST(rand() AS DECIMAL(12, 2)) FROM shops
