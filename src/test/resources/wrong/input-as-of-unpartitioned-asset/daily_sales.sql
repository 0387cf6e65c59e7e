/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
inputs: {totals: {as_of: partition}}
---*/
SELECT p.ds, t.shop, t.total
FROM partitions p CROSS JOIN totals t
