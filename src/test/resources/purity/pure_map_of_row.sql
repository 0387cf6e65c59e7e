/*---
asset: pure_map_of_row
---*/
SELECT sale_id, to_json(map('shop', shop, 'code', code)) AS text FROM sales
