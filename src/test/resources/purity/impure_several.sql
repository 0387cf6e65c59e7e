/*---
asset: impure_several
---*/
SELECT shop, uuid() AS id, current_date() AS d, sum(price) AS p, collect_list(code) AS codes FROM sales GROUP BY shop
