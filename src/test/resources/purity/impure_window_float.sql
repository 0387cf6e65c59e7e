/*---
asset: impure_window_float
---*/
SELECT sale_id, sum(price) OVER (PARTITION BY shop) AS total, avg(price) OVER (PARTITION BY shop ORDER BY ds) AS mean FROM sales
