/*---
asset: unseen_minus_zero
---*/
-- -0.0 and 0.0 are one group, and which of them stands for both is left to chance.
SELECT max(price) AS price FROM sales WHERE price = 0
