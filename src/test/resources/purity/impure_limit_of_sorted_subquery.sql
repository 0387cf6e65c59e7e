/*---
asset: impure_limit_of_sorted_subquery
---*/
SELECT * FROM (SELECT sale_id, amount FROM sales ORDER BY amount) AS sorted LIMIT 10
