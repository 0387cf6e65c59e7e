/*---
asset: impure_catalog
---*/
SELECT sale_id, current_catalog() AS c, current_database() AS d, current_schema() AS s FROM sales
