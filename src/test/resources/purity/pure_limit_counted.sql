/*---
asset: pure_limit_counted
---*/
SELECT count(*) AS n FROM (SELECT * FROM sales LIMIT 100)
