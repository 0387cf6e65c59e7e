/*---
asset: pure_max_by_struct
---*/
SELECT shop, max_by(customer, struct(sold_at, customer)) AS last, min_by(code, struct(qty, code)) AS first FROM sales GROUP BY shop
