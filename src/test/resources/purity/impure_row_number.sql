/*---
asset: impure_row_number
---*/
SELECT sale_id, row_number() OVER (PARTITION BY shop ORDER BY sold_at) AS n FROM sales
