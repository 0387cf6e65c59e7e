/*---
asset: impure_rand_in_join
---*/
SELECT a.sale_id FROM sales a JOIN shops b ON a.shop = b.shop AND rand() < 0.5
