/*---
asset: pure_top_values
---*/
SELECT amount FROM sales ORDER BY amount DESC LIMIT 5
