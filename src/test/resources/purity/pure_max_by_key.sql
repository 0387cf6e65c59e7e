/*---
asset: pure_max_by_key
---*/
SELECT shop, max_by(customer, struct(sold_at, sale_id, ds)) AS last FROM pure_clean GROUP BY shop
