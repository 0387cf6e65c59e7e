/*---
asset: impure_lag
---*/
SELECT sale_id, lag(amount) OVER (PARTITION BY shop ORDER BY ds) AS before, lead(qty, 2) OVER (PARTITION BY shop ORDER BY ds) AS after FROM sales
