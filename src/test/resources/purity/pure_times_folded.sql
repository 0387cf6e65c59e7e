/*---
asset: pure_times_folded
---*/
SELECT sale_id,
    CAST('2013-' || '01-01' AS DATE) AS joined,
    CAST(left('2013-01-01 and more', 10) AS TIMESTAMP) AS cut,
    try_cast('someday' AS DATE) AS none,
    'today' || '!' AS word
FROM sales
