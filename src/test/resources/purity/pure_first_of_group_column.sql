/*---
asset: pure_first_of_group_column
---*/
SELECT shop, first(shop) AS again, any_value(upper(shop)) AS upper, count(*) AS n FROM sales GROUP BY shop
