/*---
asset: impure_current_date
---*/
SELECT ds, count(*) AS n FROM sales WHERE sold_at < current_date() GROUP BY ds
