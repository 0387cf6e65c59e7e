/*---
asset: impure_explode_of_clock
---*/
SELECT shop, day FROM shops LATERAL VIEW explode(sequence(opened, current_date())) AS day
