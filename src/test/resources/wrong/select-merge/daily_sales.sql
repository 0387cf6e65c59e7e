/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
MERGE INTO sales USING shops ON sales.shop = shops.code WHEN MATCHED THEN DELETE
