/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds, fiscal_quarter_of_group(ds) AS q
FROM sales
