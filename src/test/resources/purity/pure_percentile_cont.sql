/*---
asset: pure_percentile_cont
---*/
SELECT shop, percentile_cont(0.5) WITHIN GROUP (ORDER BY price) AS middle, mode() WITHIN GROUP (ORDER BY code) AS common FROM sales GROUP BY shop
