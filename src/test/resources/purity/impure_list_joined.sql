/*---
asset: impure_list_joined
---*/
SELECT shop, concat_ws(',', collect_list(code)) AS codes FROM sales GROUP BY shop
