/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
inputs: {sefl: {before: 1}}
---*/
SELECT ds, shop, total FROM sefl
