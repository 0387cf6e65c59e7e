/*---
asset: impure_current_user
---*/
SELECT sale_id, current_user() AS who, user() AS u, session_user() AS s FROM sales
