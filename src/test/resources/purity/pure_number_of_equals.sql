/*---
asset: pure_number_of_equals
---*/
SELECT shop, customer, row_number() OVER (PARTITION BY shop, customer ORDER BY qty) AS nth FROM sales WHERE qty = 1
