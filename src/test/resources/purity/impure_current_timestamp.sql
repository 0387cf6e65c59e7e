/*---
asset: impure_current_timestamp
---*/
SELECT sale_id, current_timestamp() AS loaded_at, now() AS t, localtimestamp() AS l FROM sales
