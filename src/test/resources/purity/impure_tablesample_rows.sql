/*---
asset: impure_tablesample_rows
---*/
SELECT sale_id FROM sales TABLESAMPLE (10 ROWS)
