SELECT ds, id, sensor, taken_at, raw * 9 DIV 5 + 3200 AS value, upper(state) AS state
FROM readings
WHERE state <> 'broken' AND ds BETWEEN DATE'${from}' AND DATE'${until}'
