/*---
asset: pure_number_by_declared_key
---*/
SELECT sale_id, shop, row_number() OVER (PARTITION BY shop ORDER BY sold_at, sale_id, ds) AS place FROM pure_clean
