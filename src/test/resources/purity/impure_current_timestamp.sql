/*---
asset: impure_current_timestamp
---*/
SELECT sale_id, current_timestamp() AS loaded_at, now() AS t, CAST(localtimestamp() AS TIMESTAMP) AS l FROM sales
