/*---
asset: pure_number_by_distinct
---*/
SELECT shop, customer, row_number() OVER (PARTITION BY shop ORDER BY customer) AS place FROM (SELECT DISTINCT shop, customer FROM sales)
