/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
inputs:
  shops: {lag: 1}
---*/
SELECT s.ds, c.name, sum(s.amount) AS total
FROM sales s JOIN shops c ON c.code = s.shop
GROUP BY s.ds, c.name
