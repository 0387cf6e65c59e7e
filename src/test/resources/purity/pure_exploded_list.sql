/*---
asset: pure_exploded_list
---*/
SELECT shop, explode(codes) AS code FROM (SELECT shop, collect_set(code) AS codes FROM sales GROUP BY shop)
