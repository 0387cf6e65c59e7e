/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds, shop,
  current_timestamp() AS loaded_at
FROM sales
