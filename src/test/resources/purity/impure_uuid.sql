/*---
asset: impure_uuid
---*/
SELECT uuid() AS id, amount FROM sales
