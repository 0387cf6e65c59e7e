/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds,
  reflect('java.lang.System', 'getenv', 'HOME') AS home
FROM sales
