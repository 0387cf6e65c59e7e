/*---
asset: impure_limit_in_scalar
---*/
SELECT shop, (SELECT customer FROM sales LIMIT 1) AS customer FROM shops
