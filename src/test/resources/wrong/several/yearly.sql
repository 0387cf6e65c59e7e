/*---
asset: yearly
partition: {year: year, from: 2026}
checks: {unique: [yaer]}
---*/
SELECT trunc(ds, 'YEAR') AS year, sum(amuont) AS total
FROM sales
GROUP BY 1
