/*---
asset: impure_curdate
---*/
SELECT sale_id, curdate() AS d, unix_timestamp() AS u, date_diff(now(), sold_at) AS age FROM sales
