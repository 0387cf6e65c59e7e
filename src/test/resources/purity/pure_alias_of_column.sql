/*---
asset: pure_alias_of_column
---*/
SELECT shop, r + 1 AS next, sum(n) OVER (PARTITION BY shop ORDER BY r) AS s FROM (SELECT shop, qty AS r, count(*) AS n FROM sales GROUP BY shop, qty)
