SELECT ds, sensor, count(*) AS n, min(value) AS least, max(value) AS most
FROM converted
WHERE ds BETWEEN DATE'${from}' AND DATE'${until}'
GROUP BY ds, sensor
