/*---
asset: other
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds, amont FROM sales
