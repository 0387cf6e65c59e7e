/*---
asset: impure_lateral_alias
---*/
SELECT sale_id, rand() AS r, r + 1 AS s FROM sales
