/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT p.day, s.amount
FROM partitions p JOIN sales s ON s.ds = p.ds
