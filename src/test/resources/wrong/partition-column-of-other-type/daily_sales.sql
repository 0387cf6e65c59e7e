/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT date_format(ds, 'yyyy-MM-dd') AS ds, shop, amount
FROM sales
