/*---
asset: by_name
partition: {day: ds, from: 2026-01-01}
---*/
SELECT d.ds, c.nmae, d.total
FROM daily_sales d JOIN shops c ON c.code = d.shop
