/*---
asset: impure_number_by_rounded
---*/
SELECT sale_id, row_number() OVER (ORDER BY round(sale_id, -2)) AS place FROM pure_clean
