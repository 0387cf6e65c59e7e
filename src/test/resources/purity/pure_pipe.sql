/*---
asset: pure_pipe
---*/
FROM sales |> WHERE qty > 0 |> AGGREGATE sum(amount) AS total GROUP BY shop
