/*---
asset: impure_uniform
---*/
SELECT sale_id, uniform(0, 10) AS u, randstr(5) AS s FROM sales
