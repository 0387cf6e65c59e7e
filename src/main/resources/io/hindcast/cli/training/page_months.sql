/*---
asset: page_months
partition: {month: month, from: 2024-02, until: 2024-03}
---*/
SELECT cast(trunc(ds, 'MM') AS date) AS month, page, sum(visits) AS visits
FROM page_days
GROUP BY 1, 2
