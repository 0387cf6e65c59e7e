/*---
asset: impure_ntile
---*/
SELECT sale_id, ntile(4) OVER (ORDER BY amount) AS quarter FROM sales
