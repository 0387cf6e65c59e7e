/*---
asset: impure_rand_order_limit
---*/
SELECT shop FROM shops ORDER BY rand(), shop LIMIT 2
