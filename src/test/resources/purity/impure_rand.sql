/*---
asset: impure_rand
---*/
SELECT sale_id, rand() AS r FROM sales
