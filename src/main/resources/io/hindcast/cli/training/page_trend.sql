/*---
asset: page_trend
partition: {day: ds, from: 2024-02-28, until: 2024-03-01}
inputs:
  page_days: {window: {before: 1}}
---*/
SELECT t.ds, d.page, sum(d.visits) AS visits,
       row_number() OVER (PARTITION BY t.ds ORDER BY sum(d.visits) DESC, d.page) AS place
FROM partitions t JOIN page_days d ON d.ds > t.ds - INTERVAL 2 DAYS AND d.ds <= t.ds
GROUP BY t.ds, d.page
