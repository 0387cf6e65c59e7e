/*---
asset: impure_json_of_list
---*/
SELECT shop, to_json(named_struct('codes', collect_list(code))) AS codes FROM sales GROUP BY shop
