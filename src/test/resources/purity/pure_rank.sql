/*---
asset: pure_rank
---*/
SELECT shop, sale_id, rank() OVER (PARTITION BY shop ORDER BY amount DESC) AS place, dense_rank() OVER (PARTITION BY shop ORDER BY amount DESC) AS step, percent_rank() OVER (ORDER BY amount) AS share, cume_dist() OVER (ORDER BY amount) AS below FROM sales
