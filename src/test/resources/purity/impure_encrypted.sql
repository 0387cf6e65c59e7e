/*---
asset: impure_encrypted
---*/
SELECT sale_id, hex(aes_encrypt(code, '0123456789abcdef')) AS hidden FROM sales
