/*---
asset: impure_special_literal
---*/
SELECT sale_id, DATE 'today' AS d, TIMESTAMP 'now' AS t FROM sales
