/*---
asset: impure_offset_ties
---*/
SELECT sale_id, amount FROM sales ORDER BY amount LIMIT 10 OFFSET 5
