/*---
asset: impure_dedupe_qualified
---*/
WITH numbered AS (SELECT shop, code, amount, row_number() OVER (PARTITION BY shop ORDER BY ds) AS n FROM sales) SELECT shop, code, amount FROM numbered WHERE n <= 3
