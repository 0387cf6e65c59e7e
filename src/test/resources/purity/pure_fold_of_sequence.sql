/*---
asset: pure_fold_of_sequence
---*/
SELECT sale_id, reduce(sequence(1, qty), 0D, (a, x) -> a + x * price) AS total FROM sales
