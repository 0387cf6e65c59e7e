/*---
asset: daily_sales
partition: {day: ds, from: 2026-01-01}
---*/
SELECT ds, shop, sum(amount) AS amount
FROM {{ ref('sales') }}
{% if is_incremental() %} WHERE ds >= '{{ ds }}' {% endif %}
GROUP BY ds, shop
