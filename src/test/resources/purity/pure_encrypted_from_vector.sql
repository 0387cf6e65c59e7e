/*---
asset: pure_encrypted_from_vector
---*/
SELECT sale_id, hex(aes_encrypt(code, '0123456789abcdef', 'GCM', 'DEFAULT', unhex('000000000000000000000000'))) AS hidden FROM sales
