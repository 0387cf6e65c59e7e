/*---
asset: pure_clean
partition: {day: ds, from: 2024-01-01, until: 2024-12-31}
checks: {unique: [[sale_id]], not_null: [sale_id]}
---*/
SELECT ds, sale_id, last.shop AS shop, last.customer AS customer, last.amount AS amount, last.sold_at AS sold_at
FROM pure_latest
