/*---
asset: pure_float_arithmetic
---*/
SELECT sale_id, price * 1.19D AS gross, sqrt(weight) AS root, round(price, 2) AS rounded FROM sales
