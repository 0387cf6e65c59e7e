/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds, shop, sum(amount) AS amount
FROM sales
GROUP BY ds, shop;

/*---
asset: monthly_sales
partition: {month: month, from: 2026-01}
---*/
SELECT trunc(ds, 'MONTH') AS month, sum(amount) AS amount
FROM daily_sales
GROUP BY 1
