/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds, shop, amount
FROM sales
QUALIFY row_number() OVER (PARTITION BY shop ORDER BY at) = 1
