/*---
asset: pure_allowed
allows:
  floating_sum: "prices are whole numbers of cents"
  any_row: "a shop has one code"
---*/
SELECT shop, sum(price) AS total, first(code) AS code FROM sales GROUP BY shop
