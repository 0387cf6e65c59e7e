/*---
asset: impure_special_cast
---*/
SELECT sale_id, CAST('yesterday' AS DATE) AS d, to_timestamp('now') AS t FROM sales
