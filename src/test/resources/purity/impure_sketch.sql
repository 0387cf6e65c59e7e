/*---
asset: impure_sketch
---*/
SELECT shop, hll_sketch_estimate(hll_sketch_agg(customer)) AS n, approx_top_k(code) AS top FROM sales GROUP BY shop
