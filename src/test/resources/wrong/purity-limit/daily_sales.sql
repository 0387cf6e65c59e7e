/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
allows: {limit_ties: "not what is found"}
---*/
SELECT ds, shop, amount
FROM sales LIMIT 10
