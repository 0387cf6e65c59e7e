/*---
asset: impure_posexplode
---*/
SELECT shop, posexplode(codes) AS (place, code) FROM (SELECT shop, collect_set(code) AS codes FROM sales GROUP BY shop)
