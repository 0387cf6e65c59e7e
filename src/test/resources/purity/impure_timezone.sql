/*---
asset: impure_timezone
---*/
SELECT sale_id, current_timezone() AS zone, version() AS spark FROM sales
