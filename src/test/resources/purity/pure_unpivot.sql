/*---
asset: pure_unpivot
---*/
SELECT * FROM (SELECT sale_id, qty, CAST(points AS INT) AS points FROM sales) UNPIVOT (v FOR k IN (qty, points))
