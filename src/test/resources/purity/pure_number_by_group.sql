/*---
asset: pure_number_by_group
---*/
SELECT shop, total, row_number() OVER (ORDER BY total DESC, shop) AS place FROM (SELECT shop, sum(amount) AS total FROM sales GROUP BY shop)
