/*---
asset: pure_order_without_limit
---*/
SELECT shop, amount FROM sales ORDER BY rand(), amount
