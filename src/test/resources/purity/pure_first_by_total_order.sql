/*---
asset: pure_first_by_total_order
---*/
SELECT sale_id, first_value(customer) OVER (PARTITION BY shop ORDER BY sold_at, sale_id, ds) AS first FROM pure_clean
