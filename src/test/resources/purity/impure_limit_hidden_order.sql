/*---
asset: impure_limit_hidden_order
---*/
SELECT sale_id FROM sales ORDER BY amount LIMIT 3
