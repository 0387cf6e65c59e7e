/*---
asset: impure_percentile_approx
---*/
SELECT shop, percentile_approx(price, 0.5) AS p, approx_percentile(qty, 0.9) AS a FROM sales GROUP BY shop
