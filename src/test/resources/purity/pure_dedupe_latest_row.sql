/*---
asset: pure_dedupe_latest_row
---*/
SELECT sale_id, ds, shop FROM (SELECT *, row_number() OVER (PARTITION BY sale_id, ds ORDER BY sold_at DESC) AS n FROM pure_clean) WHERE n = 1
