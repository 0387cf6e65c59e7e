/*---
asset: pure_counted_by_collation
---*/
SELECT count(*) AS n FROM sales GROUP BY shop COLLATE UTF8_LCASE
