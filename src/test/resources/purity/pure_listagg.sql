/*---
asset: pure_listagg
---*/
SELECT shop, listagg(code, ',') WITHIN GROUP (ORDER BY code) AS codes FROM sales GROUP BY shop
