/*---
asset: converted
partition: {day: ds, from: 2024-01-01, until: 2024-04-29}
---*/
SELECT ds, id, sensor, taken_at, raw * 9 DIV 5 + 3200 AS value, upper(state) AS state
FROM readings
WHERE state <> 'broken'
