/*---
asset: pure_encrypted_by_block
---*/
SELECT sale_id, hex(aes_encrypt(code, '0123456789abcdef', 'ECB')) AS hidden FROM sales
