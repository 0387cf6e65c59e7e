/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
DROP TABLE sales
