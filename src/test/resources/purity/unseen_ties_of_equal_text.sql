/*---
asset: unseen_ties_of_equal_text
---*/
-- 'a' and 'A' are one under this collation, and which of them stands for both is left to chance.
SELECT DISTINCT shop COLLATE UTF8_LCASE AS shop FROM sales
