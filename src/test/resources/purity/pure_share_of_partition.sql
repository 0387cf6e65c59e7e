/*---
asset: pure_share_of_partition
---*/
SELECT sale_id, amount / sum(amount) OVER (PARTITION BY shop) AS share, count(*) OVER (PARTITION BY shop) AS n FROM sales
