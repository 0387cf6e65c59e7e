/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds, collect_list(shop) AS shops
FROM sales
GROUP BY ds
