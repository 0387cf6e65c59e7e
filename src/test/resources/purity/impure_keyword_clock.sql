/*---
asset: impure_keyword_clock
---*/
SELECT sale_id, CURRENT_DATE AS d, CURRENT_TIMESTAMP AS t FROM sales
