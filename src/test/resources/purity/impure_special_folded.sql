/*---
asset: impure_special_folded
---*/
SELECT sale_id,
    CAST('to' || 'day' AS DATE) AS joined,
    CAST(left('nowhere', 3) AS TIMESTAMP) AS cut,
    CAST(CAST('yesterday' AS STRING) AS DATE) AS twice,
    to_date(lower('TOMORROW')) AS lowered
FROM sales
