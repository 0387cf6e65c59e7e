/*---
asset: pure_one_row_groups
---*/
SELECT ds, sale_id, sum(CAST(amount AS DOUBLE)) AS amount, first(shop) AS shop, collect_list(customer) AS customers FROM pure_clean GROUP BY ds, sale_id
