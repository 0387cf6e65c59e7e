/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds,
  date_add(ds, 1, 2) AS next
FROM sales
