/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds, cast(at AS timestamp_ntz) AS at
FROM sales
