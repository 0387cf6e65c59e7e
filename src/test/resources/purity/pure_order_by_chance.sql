/*---
asset: pure_order_by_chance
---*/
SELECT sale_id, shop FROM sales ORDER BY rand()
