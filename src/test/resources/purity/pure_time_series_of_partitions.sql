/*---
asset: pure_time_series_of_partitions
partition: {day: ds, from: 2024-01-01, until: 2024-12-31}
---*/
SELECT p.ds, p.key, lag(p.ds) OVER (ORDER BY p.ds) AS before, row_number() OVER (ORDER BY p.from) AS n FROM partitions p
