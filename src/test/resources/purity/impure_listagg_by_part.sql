/*---
asset: impure_listagg_by_part
---*/
SELECT shop, listagg(code, ',') WITHIN GROUP (ORDER BY lower(code)) AS codes FROM sales GROUP BY shop
