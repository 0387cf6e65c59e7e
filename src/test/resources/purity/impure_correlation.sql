/*---
asset: impure_correlation
---*/
SELECT shop, corr(price, qty) AS c, covar_pop(price, qty) AS v, regr_slope(price, qty) AS s, regr_r2(price, qty) AS r FROM sales GROUP BY shop
