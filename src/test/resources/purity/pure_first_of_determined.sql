/*---
asset: pure_first_of_determined
---*/
SELECT s.shop, first(n.name) AS name, sum(s.amount) AS total FROM sales s JOIN pure_shop_names n ON n.shop = s.shop GROUP BY s.shop
