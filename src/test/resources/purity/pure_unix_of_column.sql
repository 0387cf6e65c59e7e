/*---
asset: pure_unix_of_column
---*/
SELECT sale_id, unix_timestamp(sold_at) AS seconds, date_trunc('HOUR', sold_at) AS hour, to_date(code) AS day FROM sales
