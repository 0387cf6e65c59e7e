/*---
asset: pure_limit_all
---*/
SELECT sale_id, shop FROM sales LIMIT ALL
