/*---
asset: impure_rand_in_subquery
---*/
SELECT shop FROM shops WHERE area > (SELECT max(price) * rand() FROM sales)
