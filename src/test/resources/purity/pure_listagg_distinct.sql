/*---
asset: pure_listagg_distinct
---*/
SELECT shop, listagg(DISTINCT code, ',') WITHIN GROUP (ORDER BY code) AS codes FROM sales GROUP BY shop
