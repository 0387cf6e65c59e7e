/*---
asset: monthly
partition: {month: month, from: 2026-01}
---*/
SELECT trunc(ds, 'MONTH') AS month, sum(totl) AS total
FROM dayly_sales
GROUP BY 1
