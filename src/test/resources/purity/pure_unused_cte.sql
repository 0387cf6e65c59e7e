/*---
asset: pure_unused_cte
---*/
WITH never AS (SELECT uuid() AS id FROM sales), used AS (SELECT shop, qty FROM sales) SELECT shop, sum(qty) AS n FROM used GROUP BY shop
