/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
allows: [random]
---*/
SELECT ds, shop, uuid() AS id
FROM sales
