/*---
asset: impure_histogram
---*/
SELECT shop, histogram_numeric(price, 5) AS h FROM sales GROUP BY shop
