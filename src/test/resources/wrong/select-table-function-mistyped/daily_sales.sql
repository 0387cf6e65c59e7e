/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT r.id, ds FROM rnage(3) r CROSS JOIN sales
