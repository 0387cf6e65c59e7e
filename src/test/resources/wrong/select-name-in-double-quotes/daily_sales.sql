/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds, shop, amount
FROM "sales"
