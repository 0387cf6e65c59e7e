/*---
asset: pure_session_windows
---*/
SELECT w.start AS begun, n FROM (SELECT session_window(sold_at, '5 minutes') AS w, count(*) AS n FROM sales GROUP BY session_window(sold_at, '5 minutes'))
