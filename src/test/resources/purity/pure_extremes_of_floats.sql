/*---
asset: pure_extremes_of_floats
---*/
SELECT shop, max(price) AS most, min(weight) AS least, count(DISTINCT price) AS prices FROM sales GROUP BY shop
