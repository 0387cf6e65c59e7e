/*---
asset: impure_clock_keywords_in_filter
---*/
SELECT sale_id, current_user AS who FROM sales WHERE sold_at < current_timestamp - INTERVAL 1 DAY
