/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT s.ds, s.shop,
  sum(s.amuont) AS total
FROM sales s
GROUP BY s.ds, s.shop
