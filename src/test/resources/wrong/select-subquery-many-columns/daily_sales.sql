/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds, (SELECT code, name FROM shops) AS shop
FROM sales
