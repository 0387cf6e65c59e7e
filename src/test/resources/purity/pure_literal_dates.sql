/*---
asset: pure_literal_dates
---*/
SELECT shop, sold_at > TIMESTAMP '2024-06-01 00:00:00' AS late, DATE '2024-01-01' AS from_day, CAST('2024-02-03' AS DATE) AS day FROM sales
