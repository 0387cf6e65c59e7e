/*---
asset: impure_stddev
---*/
SELECT shop, stddev(qty) AS s, variance(amount) AS v, var_pop(price) AS p, skewness(qty) AS k, kurtosis(qty) AS u FROM sales GROUP BY shop
