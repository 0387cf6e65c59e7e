/*---
asset: impure_tablesample_bucket
---*/
SELECT sale_id FROM sales TABLESAMPLE (BUCKET 1 OUT OF 10)
