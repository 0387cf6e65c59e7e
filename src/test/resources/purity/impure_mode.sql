/*---
asset: impure_mode
---*/
SELECT shop, mode(code) AS usual FROM sales GROUP BY shop
