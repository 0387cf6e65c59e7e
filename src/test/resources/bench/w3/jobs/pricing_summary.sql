/*---
asset: pricing_summary
partition: {day: ds, from: 2024-01-01, until: 2024-02-29}
---*/
SELECT
  ds, l_returnflag, l_linestatus, sum(l_quantity) AS quantity, sum(l_extendedprice) AS base_price,
  sum(disc_price) AS disc_price, sum(charge) AS charge, count(*) AS orders
FROM priced
GROUP BY ds, l_returnflag, l_linestatus
