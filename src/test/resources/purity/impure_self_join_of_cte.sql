/*---
asset: impure_self_join_of_cte
---*/
WITH t AS (SELECT shop, name FROM shops) SELECT a.shop, row_number() OVER (ORDER BY a.shop) AS n, b.name FROM t a JOIN t b ON a.name = b.name
