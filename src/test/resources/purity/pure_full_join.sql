/*---
asset: pure_full_join
---*/
SELECT coalesce(a.shop, b.shop) AS shop, a.n, b.total, row_number() OVER (ORDER BY a.shop, b.shop) AS place FROM (SELECT shop, count(*) AS n FROM shops GROUP BY shop) a FULL JOIN (SELECT shop, sum(amount) AS total FROM sales GROUP BY shop) b ON a.shop = b.shop
