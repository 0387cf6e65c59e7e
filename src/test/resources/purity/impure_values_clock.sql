/*---
asset: impure_values_clock
---*/
SELECT s.sale_id, v.d FROM sales s CROSS JOIN (VALUES (current_date())) AS v(d)
