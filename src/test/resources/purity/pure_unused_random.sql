/*---
asset: pure_unused_random
---*/
SELECT shop, amount FROM (SELECT shop, amount, rand() AS r FROM sales)
