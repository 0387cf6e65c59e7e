/*---
asset: impure_values_special
---*/
SELECT s.sale_id, v.d FROM sales s CROSS JOIN (VALUES (DATE 'today')) AS v(d)
