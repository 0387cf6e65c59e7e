/*---
asset: impure_tablesample_seeded
---*/
SELECT sale_id FROM sales TABLESAMPLE (10 PERCENT) REPEATABLE (7)
