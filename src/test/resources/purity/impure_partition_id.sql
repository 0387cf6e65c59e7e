/*---
asset: impure_partition_id
---*/
SELECT spark_partition_id() AS task, count(*) AS n FROM sales GROUP BY spark_partition_id()
