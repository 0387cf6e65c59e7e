/*---
asset: daily_sales
partition: {day: {column: ds, from: 2026-01-01}, month: {column: month, from: 2026-01}}
---*/
SELECT day, trunc(day, 'MONTH') AS month, n FROM visits
