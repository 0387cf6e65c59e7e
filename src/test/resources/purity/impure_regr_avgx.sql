/*---
asset: impure_regr_avgx
---*/
SELECT shop, regr_avgx(price, qty) AS x, regr_intercept(price, qty) AS i, regr_count(price, qty) AS n FROM sales GROUP BY shop
