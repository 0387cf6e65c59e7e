/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds,
  java_method('java.util.UUID', 'randomUUID') AS id
FROM sales
