/*---
asset: priced
partition: {day: ds, from: 2024-01-01, until: 2024-02-29}
---*/
SELECT
  ds, l_orderkey, l_linenumber, l_partkey, l_suppkey, l_quantity, l_extendedprice, l_discount, l_tax,
  CAST(l_extendedprice * (1 - l_discount) AS decimal(18, 4)) AS disc_price,
  CAST(l_extendedprice * (1 - l_discount) * (1 + l_tax) AS decimal(20, 6)) AS charge,
  l_returnflag, l_linestatus, l_shipdate, l_commitdate, l_receiptdate, l_shipinstruct, l_shipmode, l_comment
FROM lineitem
