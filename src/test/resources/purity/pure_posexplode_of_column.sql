/*---
asset: pure_posexplode_of_column
---*/
SELECT sale_id, place, tag FROM sales LATERAL VIEW posexplode(tags) t AS place, tag
