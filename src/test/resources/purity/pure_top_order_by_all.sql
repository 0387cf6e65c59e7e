/*---
asset: pure_top_order_by_all
---*/
SELECT sale_id, shop FROM sales ORDER BY ALL LIMIT 10
