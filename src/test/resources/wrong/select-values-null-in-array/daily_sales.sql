/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds, array(shop, NULL, ds) AS a
FROM sales
