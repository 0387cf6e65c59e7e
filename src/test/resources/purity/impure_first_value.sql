/*---
asset: impure_first_value
---*/
SELECT sale_id, first_value(customer) OVER (PARTITION BY shop ORDER BY ds) AS f, nth_value(code, 2) OVER (PARTITION BY shop ORDER BY ds) AS n FROM sales
