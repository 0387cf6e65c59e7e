/*---
asset: impure_group_by_collation
---*/
SELECT shop COLLATE UTF8_LCASE AS shop, count(*) AS n FROM sales GROUP BY shop COLLATE UTF8_LCASE
