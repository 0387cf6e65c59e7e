/*---
asset: impure_tablesample_percent
---*/
SELECT sale_id FROM sales TABLESAMPLE (10 PERCENT)
