/*---
asset: pure_mode_ordered
---*/
SELECT shop, mode(code, true) AS usual, mode() WITHIN GROUP (ORDER BY customer) AS regular FROM sales GROUP BY shop
