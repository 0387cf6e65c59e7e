/*---
asset: pure_top_by_key
---*/
SELECT shop, total FROM (SELECT shop, sum(amount) AS total FROM sales GROUP BY shop) ORDER BY total DESC, shop LIMIT 10
