/*---
asset: impure_listagg_ties
---*/
SELECT shop, listagg(code, ',') WITHIN GROUP (ORDER BY sold_at) AS codes FROM sales GROUP BY shop
