/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
allows: {floting_sum: "whole numbers"}
---*/
SELECT ds, shop, sum(CAST(amount AS DOUBLE)) AS total
FROM sales
GROUP BY ds, shop
