/*---
asset: impure_rand_seeded
---*/
SELECT sale_id,
  rand(42) AS r,
  randn(1) AS g
FROM sales
