/*---
asset: pure_date_from_partition
partition: {day: ds, from: 2024-01-01, until: 2024-12-31}
---*/
SELECT p.ds, count(s.sale_id) AS n, datediff(p.until, p.from) AS days FROM partitions p LEFT JOIN sales s ON s.ds = p.ds GROUP BY p.ds, p.until, p.from
