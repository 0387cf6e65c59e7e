/*---
asset: pure_compared_by_collation
---*/
SELECT sale_id, code FROM sales WHERE code COLLATE UTF8_LCASE = 'a'
