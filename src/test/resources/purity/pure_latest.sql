/*---
asset: pure_latest
partition: {day: ds, from: 2024-01-01, until: 2024-12-31}
checks: {unique: [sale_id], not_null: [sale_id]}
---*/
-- The last loaded of each sale: whatever ties there are, equal structs are equal.
SELECT ds, sale_id, max(struct(sold_at, shop, customer, amount, qty, code)) AS last
FROM sales GROUP BY ds, sale_id
