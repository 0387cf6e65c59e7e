/*---
asset: impure_limit_sort_by
---*/
SELECT sale_id FROM sales SORT BY sale_id LIMIT 10
