/*---
asset: pure_dedupe_by_all
---*/
SELECT shop, code FROM (SELECT shop, code, row_number() OVER (PARTITION BY shop, code ORDER BY sold_at) AS nth FROM sales) WHERE nth = 1
