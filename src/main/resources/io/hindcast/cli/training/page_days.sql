/*---
asset: page_days
partition: {day: ds, from: 2024-02-28, until: 2024-03-01}
checks: {rows: ">= 0", unique: [ds, page], not_null: [page]}
---*/
SELECT v.ds, v.page, p.title, count(*) AS visits, sum(v.seconds) AS seconds, sum(v.paid) AS paid
FROM visits v LEFT JOIN pages p ON v.page = p.page
GROUP BY v.ds, v.page, p.title
