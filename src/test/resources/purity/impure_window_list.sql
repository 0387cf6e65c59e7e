/*---
asset: impure_window_list
---*/
SELECT sale_id, collect_list(customer) OVER (PARTITION BY shop ORDER BY ds) AS c FROM sales
