/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SET spark.sql.ansi.enabled = false
