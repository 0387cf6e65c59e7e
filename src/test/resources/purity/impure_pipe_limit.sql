/*---
asset: impure_pipe_limit
---*/
FROM sales |> SELECT sale_id, shop |> LIMIT 3
