/*---
asset: impure_distinct_by_collation
---*/
SELECT DISTINCT shop COLLATE UTF8_LCASE AS shop FROM sales
