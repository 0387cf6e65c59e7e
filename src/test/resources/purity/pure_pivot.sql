/*---
asset: pure_pivot
---*/
SELECT * FROM (SELECT shop, code, amount FROM sales) PIVOT (sum(amount) FOR code IN ('a', 'b'))
