/*---
asset: impure_dedupe
---*/
SELECT shop, customer, amount FROM (
  SELECT *, row_number() OVER (PARTITION BY shop, customer ORDER BY sold_at DESC) AS n
  FROM sales
) WHERE n = 1
