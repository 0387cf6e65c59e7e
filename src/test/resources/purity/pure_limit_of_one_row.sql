/*---
asset: pure_limit_of_one_row
---*/
SELECT count(*) AS n, max(amount) AS most FROM sales LIMIT 1
