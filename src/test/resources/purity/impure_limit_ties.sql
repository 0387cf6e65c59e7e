/*---
asset: impure_limit_ties
---*/
SELECT sale_id, amount FROM sales ORDER BY amount DESC LIMIT 10
