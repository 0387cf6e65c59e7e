/*---
asset: daily_sales
inputs: {shops: {window: {before: 6}}}
---*/
SELECT code, name FROM shops
