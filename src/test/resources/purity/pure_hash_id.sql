/*---
asset: pure_hash_id
---*/
SELECT xxhash64(shop, sale_id) AS id, sha2(customer, 256) AS who, pmod(hash(customer), 10) AS bucket FROM sales
