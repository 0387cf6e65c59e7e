/*---
asset: pure_dedupe_then_number
---*/
WITH one AS (SELECT shop, name FROM (SELECT *, row_number() OVER (PARTITION BY shop, name ORDER BY opened) AS n FROM shops) WHERE n = 1) SELECT shop, name, row_number() OVER (ORDER BY shop, name) AS place FROM one
