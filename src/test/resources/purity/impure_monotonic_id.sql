/*---
asset: impure_monotonic_id
---*/
SELECT monotonically_increasing_id() AS id, amount FROM sales
