/*---
asset: impure_pipe_sum
---*/
FROM sales |> AGGREGATE sum(price) AS total GROUP BY shop
