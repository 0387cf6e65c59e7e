/*---
asset: pure_percentile
---*/
SELECT shop, percentile(price, 0.5) AS middle, median(price) AS median, percentile_disc(0.9) WITHIN GROUP (ORDER BY qty) AS nine FROM sales GROUP BY shop
