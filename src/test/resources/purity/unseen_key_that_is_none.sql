/*---
asset: unseen_key_that_is_none
---*/
-- The input says that a sale has one row a day; where its table was written by others, nobody holds it to that.
SELECT sale_id, row_number() OVER (PARTITION BY shop ORDER BY sale_id, ds) AS place FROM pure_clean
