/*---
asset: pure_values_join
---*/
SELECT s.shop, v.label, sum(s.amount) AS total FROM sales s JOIN (VALUES ('a', 'first'), ('b', 'second')) AS v(code, label) ON v.code = s.code GROUP BY s.shop, v.label
