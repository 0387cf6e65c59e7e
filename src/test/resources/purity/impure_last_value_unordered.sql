/*---
asset: impure_last_value_unordered
---*/
SELECT sale_id, last_value(customer) OVER (PARTITION BY shop) AS l FROM sales
