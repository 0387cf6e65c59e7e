/*---
asset: pure_rows_frame_by_key
---*/
SELECT shop, ds, sum(n) OVER (PARTITION BY shop ORDER BY ds ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS n FROM (SELECT shop, ds, count(*) AS n FROM sales GROUP BY shop, ds)
