/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds, DATE '2026-02-30' AS day
FROM sales
