/*---
asset: impure_list_element
---*/
SELECT shop, codes[0] AS code FROM (SELECT shop, collect_set(code) AS codes FROM sales GROUP BY shop)
