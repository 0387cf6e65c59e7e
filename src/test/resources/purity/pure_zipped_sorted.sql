/*---
asset: pure_zipped_sorted
---*/
SELECT shop, arrays_zip(sort_array(collect_set(code)), sort_array(collect_set(code))) AS pairs FROM sales GROUP BY shop
