/*---
asset: impure_max_by_collation
---*/
SELECT ds, max(code COLLATE UTF8_LCASE) AS code FROM sales GROUP BY ds
