/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds, amount
FROM sales a JOIN sales b ON a.ds = b.ds
