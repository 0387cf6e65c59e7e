/*---
asset: impure_number_by_row_id
---*/
SELECT sale_id, row_number() OVER (ORDER BY monotonically_increasing_id()) AS place FROM sales
