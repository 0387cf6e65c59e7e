/*---
asset: pure_shop_names
checks: {unique: [shop]}
---*/
SELECT shop, max(name) AS name, max(region) AS region FROM shops GROUP BY shop
