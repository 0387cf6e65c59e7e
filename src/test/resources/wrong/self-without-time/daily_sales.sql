/*---
asset: daily_sales
partition: {keys: {shop: [north, south]}}
columns: {shop: string, total: "decimal(20,2)"}
inputs:
  self: {before: 1}
---*/
SELECT shop, total FROM self
