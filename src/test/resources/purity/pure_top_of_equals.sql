/*---
asset: pure_top_of_equals
---*/
SELECT DISTINCT shop FROM sales ORDER BY shop LIMIT 3
