/*---
asset: a
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds, n
FROM a
