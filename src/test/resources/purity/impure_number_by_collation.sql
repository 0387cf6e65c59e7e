/*---
asset: impure_number_by_collation
---*/
SELECT code, row_number() OVER (ORDER BY code COLLATE UTF8_LCASE) AS place FROM (SELECT DISTINCT code FROM sales)
