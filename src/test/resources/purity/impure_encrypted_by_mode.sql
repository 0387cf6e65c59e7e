/*---
asset: impure_encrypted_by_mode
---*/
SELECT sale_id, base64(aes_encrypt(code, '0123456789abcdef', 'CBC')) AS hidden FROM sales
