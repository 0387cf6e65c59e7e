/*---
asset: impure_offset
---*/
SELECT sale_id FROM sales OFFSET 5
