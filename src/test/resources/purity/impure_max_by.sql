/*---
asset: impure_max_by
---*/
SELECT shop, max_by(customer, sold_at) AS last, min_by(code, qty) AS first FROM sales GROUP BY shop
