/*---
asset: impure_rand_filter
---*/
SELECT sale_id FROM sales WHERE rand() < 0.1
