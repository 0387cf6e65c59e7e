/*---
asset: daily_sales
---*/
-- nothing yet
