/*---
asset: impure_key_lost_by_join
---*/
SELECT c.sale_id, row_number() OVER (PARTITION BY c.shop ORDER BY c.sale_id, c.ds) AS n, s.area FROM pure_clean c JOIN shops s ON s.shop = c.shop
