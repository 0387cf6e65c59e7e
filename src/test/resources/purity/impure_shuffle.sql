/*---
asset: impure_shuffle
---*/
SELECT sale_id, shuffle(tags) AS tags FROM sales
