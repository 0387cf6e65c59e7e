package io.hindcast.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Column;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.problem.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The canonical form of statements over {@code a (ds, k, v, w, x)} and {@code b (ds, k, v)}. */
@Tag("spark")
class CanonicalPlanTest {

    private static final Map<String, List<Column>> INPUTS = new TreeMap<>(Map.of(
            "a",
            columns("ds date, k string, v bigint, w bigint, x decimal(10,2), t timestamp"),
            "b",
            columns("ds date, k string, v bigint")));

    private static List<Column> columns(String text) {
        List<Column> columns = new ArrayList<>();
        Arrays.stream(text.split(", "))
                .map(each -> each.split(" "))
                .forEach(each -> columns.add(new Column(each[0], each[1])));
        return columns;
    }

    private static CanonicalForm form(String sql) {
        return FixedSettings.within(() -> {
            SqlJob job = new SqlJob(sql, Place.of("job.sql", 1));
            return CanonicalPlan.of(
                    new Analysis().analyse(job, SqlPlans.parse(job), INPUTS).plan(), INPUTS.keySet());
        });
    }

    private static String text(String sql) {
        return form(sql).tree().toPrettyString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "comment         | SELECT v FROM a                        | SELECT /* the */ v -- value",
                "letter case     | SELECT v AS n FROM a WHERE k = 'x'     | select V as N from A where K = 'x'",
                "inner alias     | SELECT v FROM a                        | SELECT z.n AS v FROM (SELECT v AS n FROM a y) z",
                "table alias     | SELECT a.v FROM a JOIN b ON a.k = b.k  | SELECT l.v FROM a l JOIN b AS r ON l.k = r.k",
                "conjuncts       | SELECT v FROM a WHERE k = 'x' AND w > 1 AND v < 3 | SELECT v FROM a WHERE v < 3 AND (w > 1 AND k = 'x')",
                "conjuncts of having | SELECT k FROM a GROUP BY k HAVING sum(v) > 1 AND max(w) > 2 | SELECT k FROM a GROUP BY k HAVING max(w) > 2 AND sum(v) > 1",
                "conjuncts of on | SELECT a.v FROM a LEFT JOIN b ON a.k = b.k AND a.ds = b.ds | SELECT a.v FROM a LEFT JOIN b ON a.ds = b.ds AND a.k = b.k",
                "turned comparison | SELECT v FROM a WHERE w > v | SELECT v FROM a WHERE v < w",
                "turned equality | SELECT a.v FROM a JOIN b ON a.k = b.k | SELECT a.v FROM a JOIN b ON b.k = a.k",
                "where or on     | SELECT a.v FROM a JOIN b ON a.k = b.k | SELECT a.v FROM a, b WHERE a.k = b.k",
                "right join      | SELECT a.v FROM a LEFT JOIN b ON a.k = b.k | SELECT a.v FROM b RIGHT JOIN a ON a.k = b.k",
                "between         | SELECT v FROM a WHERE v BETWEEN 1 AND 3 | SELECT v FROM a WHERE v >= 1 AND v <= 3",
                "order of a list | SELECT v FROM a WHERE k IN ('x', 'y')   | SELECT v FROM a WHERE k IN ('y', 'x')",
                "cte             | SELECT s.n FROM (SELECT k, sum(v) AS n FROM a GROUP BY k) s WHERE s.n > 1 | WITH s AS (SELECT k, sum(v) AS n FROM a GROUP BY k) SELECT n FROM s WHERE n > 1",
                "cte used twice  | WITH c AS (SELECT k, v FROM a WHERE w > 1) SELECT l.v FROM c l JOIN c r ON l.k = r.k | SELECT l.v FROM (SELECT k, v FROM a WHERE w > 1) l JOIN (SELECT v, k FROM a WHERE w > 1) r ON l.k = r.k",
                "cte not used    | SELECT v FROM a | WITH c AS (SELECT * FROM b) SELECT v FROM a",
                "column not used | SELECT v FROM a | SELECT v FROM (SELECT v, w + 1 AS z FROM a)",
                "sum not used    | SELECT n FROM (SELECT k, count(*) AS n FROM a GROUP BY k) | SELECT n FROM (SELECT k, count(*) AS n, sum(v) AS s FROM a GROUP BY k)",
                "computed below  | SELECT v + 1 AS z FROM a | WITH c AS (SELECT v + 1 AS y, k FROM a) SELECT y AS z FROM c",
                "divided above   | SELECT k, sum(v) / count(*) AS m FROM a GROUP BY k | SELECT k, s / n AS m FROM (SELECT k, sum(v) AS s, count(*) AS n FROM a GROUP BY k)",
                "group by place  | SELECT k, sum(v) AS n FROM a GROUP BY k | SELECT k, sum(v) AS n FROM a GROUP BY 1",
                "order of groups | SELECT k, ds, sum(v) AS n FROM a GROUP BY k, ds | SELECT k, ds, sum(v) AS n FROM a GROUP BY ds, k",
                "distinct        | SELECT DISTINCT k FROM a | SELECT k FROM a GROUP BY k",
                "filters one by one | SELECT v FROM a WHERE v > 1 AND w > 2 | SELECT v FROM (SELECT * FROM a WHERE w > 2) WHERE v > 1",
                "hint            | SELECT a.v FROM a JOIN b ON a.k = b.k | SELECT /*+ BROADCAST(b) */ a.v FROM a JOIN b ON a.k = b.k",
                "order of rows that nobody sees | SELECT v FROM a | SELECT v FROM a ORDER BY w",
                "field of a struct | SELECT max(struct(v, w)).w AS w FROM a | SELECT max(struct(v, w)).W AS w FROM a",
                "parameter of a lambda | SELECT exists(array(v, w), e -> e > 1) AS z FROM a | SELECT exists(array(v, w), y -> y > 1) AS z FROM a",
                "named window    | SELECT sum(v) OVER (PARTITION BY k ORDER BY ds) AS s FROM a | SELECT sum(v) OVER p AS s FROM a WINDOW p AS (PARTITION BY k ORDER BY ds)",
                "using           | SELECT a.v FROM a JOIN b USING (k) | SELECT a.v FROM a JOIN b ON a.k = b.k",
            })
    void theSame(String what, String one, String other) {
        String whole = what.equals("comment") ? other + "\nFROM a" : other;

        assertThat(text(whole)).as(what).isEqualTo(text(one));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "literal         | SELECT v FROM a WHERE k = 'x' | SELECT v FROM a WHERE k = 'X'",
                "type of literal | SELECT 1 AS n FROM a | SELECT 1L AS n FROM a",
                "comparison      | SELECT v FROM a WHERE v > 1 | SELECT v FROM a WHERE v >= 1",
                "junction        | SELECT v FROM a WHERE v > 1 AND w > 1 | SELECT v FROM a WHERE v > 1 OR w > 1",
                "negation        | SELECT v FROM a WHERE v IN (1, 2) | SELECT v FROM a WHERE v NOT IN (1, 2)",
                "order that tells what fails | SELECT v FROM a WHERE (CASE WHEN v <> 0 AND 1 / v > 2 THEN 1 END) = 1 | SELECT v FROM a WHERE (CASE WHEN 1 / v > 2 AND v <> 0 THEN 1 END) = 1",
                "subtraction     | SELECT v - w AS z FROM a | SELECT w - v AS z FROM a",
                "cast            | SELECT v FROM a | SELECT CAST(v AS INT) AS v FROM a",
                "try             | SELECT CAST(k AS INT) AS v FROM a | SELECT TRY_CAST(k AS INT) AS v FROM a",
                "name of result  | SELECT v FROM a | SELECT v AS n FROM a",
                "columns swapped | SELECT v AS y, w AS z FROM a | SELECT w AS y, v AS z FROM a",
                "join            | SELECT a.v FROM a JOIN b ON a.k = b.k | SELECT a.v FROM a LEFT JOIN b ON a.k = b.k",
                "semi join       | SELECT v FROM a LEFT SEMI JOIN b USING (k) | SELECT v FROM a LEFT ANTI JOIN b USING (k)",
                "side of a join  | SELECT a.v FROM a LEFT JOIN b ON a.k = b.k | SELECT a.v FROM a RIGHT JOIN b ON a.k = b.k",
                "on or where     | SELECT a.v FROM a LEFT JOIN b ON a.k = b.k AND b.v > 1 | SELECT a.v FROM a LEFT JOIN b ON a.k = b.k WHERE b.v > 1",
                "literal that a join makes null | SELECT y.z FROM a LEFT JOIN (SELECT k, 1 AS z FROM b) y ON a.k = y.k | SELECT 1 AS z FROM a LEFT JOIN (SELECT k FROM b) y ON a.k = y.k",
                "input           | SELECT k FROM a | SELECT k FROM b",
                "which of two    | SELECT l.v FROM a l JOIN a r ON l.k = r.w | SELECT r.v FROM a l JOIN a r ON l.k = r.w",
                "aggregate       | SELECT sum(v) AS n FROM a | SELECT max(v) AS n FROM a",
                "distinct sum    | SELECT sum(v) AS n FROM a | SELECT sum(DISTINCT v) AS n FROM a",
                "filter of a sum | SELECT sum(v) AS n FROM a | SELECT sum(v) FILTER (WHERE w > 1) AS n FROM a",
                "group           | SELECT sum(v) AS n FROM a GROUP BY k | SELECT sum(v) AS n FROM a GROUP BY k, ds",
                "group or not    | SELECT sum(v) AS n FROM a GROUP BY 1 + 1 | SELECT sum(v) AS n FROM a",
                "having or where | SELECT k, max(v) AS v FROM a GROUP BY k HAVING max(v) > 1 | SELECT k, max(v) AS v FROM a WHERE v > 1 GROUP BY k",
                "distinct        | SELECT DISTINCT k FROM a | SELECT k FROM a",
                "union           | SELECT k FROM a UNION SELECT k FROM b | SELECT k FROM a UNION ALL SELECT k FROM b",
                "difference      | SELECT k FROM a EXCEPT SELECT k FROM b | SELECT k FROM b EXCEPT SELECT k FROM a",
                "limit           | SELECT v FROM a ORDER BY v LIMIT 1 | SELECT v FROM a ORDER BY v LIMIT 2",
                "order of a limit | SELECT v FROM a ORDER BY v LIMIT 1 | SELECT v FROM a ORDER BY v DESC LIMIT 1",
                "nulls of an order | SELECT v FROM a ORDER BY v LIMIT 1 | SELECT v FROM a ORDER BY v NULLS LAST LIMIT 1",
                "filter below a limit | SELECT v FROM (SELECT * FROM a WHERE w > 1 ORDER BY v LIMIT 1) | SELECT v FROM (SELECT * FROM a ORDER BY v LIMIT 1) WHERE w > 1",
                "filter below a window | SELECT * FROM (SELECT k, count(*) OVER (PARTITION BY k) AS n FROM a) WHERE k = 'x' | SELECT k, count(*) OVER (PARTITION BY k) AS n FROM a WHERE k = 'x'",
                "join below a window | SELECT c.n FROM (SELECT k, count(*) OVER (PARTITION BY k) AS n FROM a) c JOIN b ON c.k = b.k | SELECT count(*) OVER (PARTITION BY a.k) AS n FROM a JOIN b ON a.k = b.k",
                "window          | SELECT sum(v) OVER (PARTITION BY k) AS s FROM a | SELECT sum(v) OVER (PARTITION BY ds) AS s FROM a",
                "order of a window | SELECT sum(v) OVER (PARTITION BY k ORDER BY ds) AS s FROM a | SELECT sum(v) OVER (PARTITION BY k ORDER BY ds DESC) AS s FROM a",
                "frame           | SELECT sum(v) OVER (ORDER BY ds ROWS 1 PRECEDING) AS s FROM a | SELECT sum(v) OVER (ORDER BY ds ROWS 2 PRECEDING) AS s FROM a",
                "exists          | SELECT v FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = a.k) | SELECT v FROM a WHERE NOT EXISTS (SELECT 1 FROM b WHERE b.k = a.k)",
                "correlated      | SELECT v FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = a.k) | SELECT v FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = b.k)",
                "which is outer  | SELECT v FROM a WHERE v = (SELECT max(b.v) FROM b WHERE b.ds = a.ds) | SELECT v FROM a WHERE v = (SELECT max(b.v) FROM b WHERE b.v = a.v)",
                "branch of a case | SELECT CASE WHEN v > 1 THEN 2 ELSE 3 END AS z FROM a | SELECT CASE WHEN v > 1 THEN 2 ELSE 4 END AS z FROM a",
                "condition of a case | SELECT CASE WHEN v > 1 THEN 2 ELSE 3 END AS z FROM a | SELECT CASE WHEN w > 1 THEN 2 ELSE 3 END AS z FROM a",
                "name of a field that is written | SELECT to_json(struct(v)) AS j FROM a | SELECT to_json(struct(V)) AS j FROM a",
                "values          | SELECT z FROM (VALUES (1), (2)) AS y(z) | SELECT z FROM (VALUES (1), (3)) AS y(z)",
                "exploded        | SELECT e FROM a LATERAL VIEW explode(array(v, w)) y AS e | SELECT e FROM a LATERAL VIEW OUTER explode(array(v, w)) y AS e",
                "format          | SELECT date_format(ds, 'yyyy') AS z FROM a | SELECT date_format(ds, 'YY') AS z FROM a",
                "interval        | SELECT ds - INTERVAL 1 DAY AS z FROM a | SELECT ds - INTERVAL 1 MONTH AS z FROM a",
                "sets of groups  | SELECT k, ds, sum(v) AS n FROM a GROUP BY ROLLUP (k, ds) | SELECT k, ds, sum(v) AS n FROM a GROUP BY CUBE (k, ds)",
                "lambda          | SELECT transform(array(v), e -> e + 1) AS z FROM a | SELECT transform(array(v), e -> e + 2) AS z FROM a",
                "which parameter | SELECT aggregate(array(v), 0L, (p, e) -> p) AS z FROM a | SELECT aggregate(array(v), 0L, (p, e) -> e) AS z FROM a",
            })
    void another(String what, String one, String other) {
        assertThat(text(other)).as(what).isNotEqualTo(text(one));
    }

    @Test
    void whatIsComputedFromItselfAgainAndAgainStaysShort() {
        String sql = "SELECT v AS c0 FROM a";
        for (int i = 1; i <= 40; i++) {
            sql = "SELECT c" + (i - 1) + " * 2 + c" + (i - 1) + " AS c" + i + " FROM (" + sql + ")";
        }

        assertThat(text(sql).length()).isLessThan(20_000);
    }

    @Test
    void aDrawnSeedIsNoPartOfTheFormAndTheStatementIsToldWithIt() {
        String sql = "SELECT v, rand() AS r, uuid() AS u FROM a TABLESAMPLE (50 PERCENT)";

        assertThat(text(sql)).isEqualTo(text(sql));
        assertThat(form(sql).certainty()).isEqualTo(CanonicalForm.Certainty.PARTIAL);
        assertThat(form("SELECT v FROM a").certainty()).isEqualTo(CanonicalForm.Certainty.WHOLE);
    }
}
