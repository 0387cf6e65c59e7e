SELECT
  ds, l_returnflag, l_linestatus, sum(l_quantity) AS quantity, sum(l_extendedprice) AS base_price,
  sum(disc_price) AS disc_price, sum(charge) AS charge, count(*) AS orders
FROM priced
WHERE ds BETWEEN DATE'${from}' AND DATE'${until}'
GROUP BY ds, l_returnflag, l_linestatus
