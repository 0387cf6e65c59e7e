/*---
asset: impure_rows_frame
---*/
SELECT sale_id, sum(amount) OVER (PARTITION BY shop ORDER BY ds ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS s FROM sales
