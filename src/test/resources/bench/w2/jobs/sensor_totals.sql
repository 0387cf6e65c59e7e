/*---
asset: sensor_totals
partition: {day: ds, from: 2024-01-01, until: 2024-04-29}
---*/
SELECT ds, sensor, count(*) AS n, min(value) AS least, max(value) AS most
FROM converted
GROUP BY ds, sensor
