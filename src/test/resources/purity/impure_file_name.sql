/*---
asset: impure_file_name
---*/
SELECT input_file_name() AS file, input_file_block_start() AS b, input_file_block_length() AS l, amount FROM sales
