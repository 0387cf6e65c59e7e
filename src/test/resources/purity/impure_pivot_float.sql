/*---
asset: impure_pivot_float
---*/
SELECT * FROM (SELECT shop, code, price FROM sales) PIVOT (sum(price) FOR code IN ('a', 'b'))
