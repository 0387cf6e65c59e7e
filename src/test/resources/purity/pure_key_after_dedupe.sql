/*---
asset: pure_key_after_dedupe
---*/
WITH one AS (SELECT * FROM (SELECT shop, max(name) AS name FROM shops GROUP BY shop)) SELECT s.shop, o.name, row_number() OVER (ORDER BY s.shop) AS n FROM (SELECT DISTINCT shop FROM sales) s LEFT JOIN one o ON o.shop = s.shop
