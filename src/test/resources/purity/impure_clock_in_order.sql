/*---
asset: impure_clock_in_order
---*/
SELECT sale_id FROM sales ORDER BY abs(datediff(ds, current_date())), sale_id, ds LIMIT 10
