/*---
asset: pure_running_total
---*/
SELECT sale_id, shop, sold_at, sum(amount) OVER (PARTITION BY shop ORDER BY sold_at) AS total FROM sales
