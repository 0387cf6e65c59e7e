/*---
asset: pure_hash_sample
---*/
SELECT sale_id, amount FROM sales WHERE pmod(xxhash64(sale_id), 100) < 10
