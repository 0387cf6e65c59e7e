/*---
asset: impure_limit_in_in
---*/
SELECT sale_id FROM sales WHERE shop IN (SELECT shop FROM shops LIMIT 3)
