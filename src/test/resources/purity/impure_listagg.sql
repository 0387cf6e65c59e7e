/*---
asset: impure_listagg
---*/
SELECT shop, listagg(code, ',') AS codes, string_agg(customer) AS c FROM sales GROUP BY shop
