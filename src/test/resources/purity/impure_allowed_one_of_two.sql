/*---
asset: impure_allowed_one_of_two
allows: {floating_sum: "prices are whole numbers of cents"}
---*/
SELECT shop, sum(price) AS total, uuid() AS id FROM sales GROUP BY shop
