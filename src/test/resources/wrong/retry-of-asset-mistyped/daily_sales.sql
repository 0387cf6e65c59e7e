/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
retry:
  stop: {attempts: 8, after: 1h}
  errors:
    - {on: {exception: java.io.IOException}, wiat: 1m}
---*/
SELECT ds, shop, sum(amount) AS total
FROM sales
GROUP BY ds, shop
