/*---
asset: impure_limit
---*/
SELECT sale_id, amount FROM sales LIMIT 10
