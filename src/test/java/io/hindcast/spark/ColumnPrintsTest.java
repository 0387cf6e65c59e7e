package io.hindcast.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Column;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.asset.JobInput;
import io.hindcast.asset.JobSignature;
import io.hindcast.asset.Lineage;
import io.hindcast.asset.Places;
import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.partition.Partitioning;
import io.hindcast.problem.Place;
import io.hindcast.proof.StaticPurity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change of code touches, and which columns of {@code a (ds, k, v, w)} and {@code b (ds, k, v)} each part hangs on. */
@Tag("spark")
class ColumnPrintsTest {

    private static final Place PLACE = Place.of("job.sql", 1);

    private static final List<Column> B =
            List.of(new Column("ds", "date"), new Column("k", "string"), new Column("v", "bigint"));

    private static final List<Column> A = List.of(B.get(0), B.get(1), B.get(2), new Column("w", "bigint"));

    private static final SparkJobInspector INSPECTOR = new SparkJobInspector(List.of(), new StaticPurity());

    private static JobSignature signature(String sql) {
        AssetDeclaration asset = new AssetDeclaration(
                "job",
                Partitioning.none(),
                new SqlJob(sql, PLACE),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new TreeSet<>(),
                "/tables/job",
                List.of(),
                Places.of(PLACE),
                Map.of());
        return INSPECTOR.signature(asset, Map.of("a", new JobInput(A, "same"), "b", new JobInput(B, "same")));
    }

    /** The columns, {@code *} for all and the rows. */
    private static String touched(String then, String now) {
        JobSignature before = signature(then);
        TouchedColumns touched = signature(now).touchedSince(before.fingerprint(), before.columnFingerprints());
        return touched.names().map(names -> String.join(" ", names)).orElse("*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "SELECT ds, v, w FROM a | SELECT ds, v, w FROM a | ''",
                "SELECT ds, v, w FROM a | SELECT ds, v, w + 1 AS w FROM a | w",
                "SELECT ds, v, w FROM a | SELECT ds, v, w AS W FROM a | ''",
                "SELECT ds, v, w FROM a | SELECT ds, v, w AS n FROM a | n w",
                "SELECT ds, v, w FROM a | SELECT ds, v, w, v + w AS n FROM a | n",
                "SELECT ds, v, w FROM a | SELECT ds, v FROM a | w",
                "SELECT ds, v, w FROM a | SELECT w, ds, v FROM a | ''",
                "SELECT ds, v, w FROM a | SELECT ds, w AS v, v AS w FROM a | v w",
                "SELECT ds, v, w FROM a | SELECT ds, v, w FROM a WHERE w > 1 | *",
                "SELECT ds, v, w FROM a | SELECT DISTINCT ds, v, w FROM a | *",
                "SELECT ds, v, w FROM a | SELECT ds, v, w FROM a UNION ALL SELECT ds, v, v FROM b | *",
                "SELECT ds, v, w FROM a | SELECT ds, v, e AS w FROM a LATERAL VIEW explode(array(w)) AS e | *",
                "SELECT ds, v FROM a ORDER BY w LIMIT 2 | SELECT ds, v + 1 AS v FROM a ORDER BY w LIMIT 2 | v",
                "SELECT ds, v FROM a ORDER BY w LIMIT 2 | SELECT ds, v FROM a ORDER BY w LIMIT 3 | *",
                "SELECT ds, v FROM a ORDER BY w LIMIT 2 | SELECT ds, v FROM a ORDER BY v LIMIT 2 | *",
                "SELECT DISTINCT ds, v FROM a | SELECT DISTINCT ds, v + 1 AS v FROM a | *",
                "SELECT k, sum(v) AS s, max(w) AS m FROM a GROUP BY k | SELECT k, sum(v) AS s, min(w) AS m FROM a GROUP BY k | m",
                "SELECT k, sum(v) AS s, max(w) AS m FROM a GROUP BY k | SELECT k, sum(v) FILTER (WHERE w > 0) AS s, max(w) AS m FROM a GROUP BY k | s",
                "SELECT k, sum(v) AS s, max(w) AS m FROM a GROUP BY k | SELECT k, sum(DISTINCT v) AS s, max(w) AS m FROM a GROUP BY k | s",
                "SELECT k, sum(v) AS s FROM a GROUP BY k | SELECT k, sum(v) AS s FROM a GROUP BY k, ds | *",
                "SELECT k, sum(v) AS s FROM a GROUP BY k | SELECT k, sum(v) AS s FROM a GROUP BY k HAVING sum(v) > 1 | *",
                "SELECT k, sum(v) AS s FROM a GROUP BY k | SELECT upper(k) AS k, sum(v) AS s FROM a GROUP BY k | k",
                "SELECT k, sum(v) AS s FROM a GROUP BY k | SELECT upper(k) AS k, sum(v) AS s FROM a GROUP BY upper(k) | *",
                "SELECT ds, sum(v) OVER (PARTITION BY k ORDER BY ds ROWS 1 PRECEDING) AS s, w FROM a"
                        + "| SELECT ds, sum(v) OVER (PARTITION BY k ORDER BY ds ROWS 2 PRECEDING) AS s, w FROM a | s",
                "SELECT ds, sum(v) OVER (PARTITION BY k) AS s, w FROM a | SELECT ds, sum(v) OVER (PARTITION BY ds) AS s, w FROM a | s",
                "SELECT ds, w FROM (SELECT *, row_number() OVER (PARTITION BY k ORDER BY v) AS n FROM a) WHERE n = 1"
                        + "| SELECT ds, w FROM (SELECT *, row_number() OVER (PARTITION BY k ORDER BY w) AS n FROM a) WHERE n = 1 | *",
                "SELECT a.ds, b.v FROM a JOIN b ON a.k = b.k | SELECT a.ds, b.v + 1 AS v FROM a JOIN b ON a.k = b.k | v",
                "SELECT a.ds, b.v FROM a JOIN b ON a.k = b.k | SELECT a.ds, b.v FROM a LEFT JOIN b ON a.k = b.k | *",
                "SELECT a.ds, b.v FROM a JOIN b ON a.k = b.k | SELECT a.ds, b.v FROM a JOIN b ON a.k = b.k AND a.w > 1 | *",
                "SELECT a.ds, b.v FROM a LEFT JOIN b ON a.k = b.k | SELECT a.ds, coalesce(b.v, 0) AS v FROM a LEFT JOIN b ON a.k = b.k | v",
                "SELECT ds, (SELECT max(v) FROM b) AS m, w FROM a | SELECT ds, (SELECT min(v) FROM b) AS m, w FROM a | m",
                "SELECT ds, (SELECT max(v) FROM b) AS m, w FROM a | SELECT ds, (SELECT max(v) FROM b WHERE v > 1) AS m, w FROM a | m",
                "SELECT ds, w FROM a WHERE k IN (SELECT k FROM b) | SELECT ds, w FROM a WHERE k IN (SELECT k FROM b WHERE v > 1) | *",
                "SELECT ds, v FROM a UNION ALL SELECT ds, v FROM b | SELECT ds, w AS v FROM a UNION ALL SELECT ds, v FROM b | v",
                "SELECT ds, v FROM a UNION ALL SELECT ds, v FROM b | SELECT ds, v FROM b UNION ALL SELECT ds, v FROM a | *",
                "WITH c AS (SELECT ds, v, w + 1 AS w FROM a) SELECT ds, v, w FROM c | WITH c AS (SELECT ds, v, w + 2 AS w FROM a) SELECT ds, v, w FROM c | w",
                "WITH c AS (SELECT ds, v, w + 1 AS w FROM a) SELECT ds, v, w FROM c WHERE w > 1 | WITH c AS (SELECT ds, v, w + 2 AS w FROM a) SELECT ds, v, w FROM c WHERE w > 1 | *",
                "SELECT ds, v, w FROM a | SELECT ds, CAST(v AS int) AS v, w FROM a | v",
                "SELECT ds, struct(v, w).w AS w, v FROM a | SELECT ds, struct(v, w).v AS w, v FROM a | w",
                "SELECT v, `*` FROM (SELECT v, w AS `*` FROM a) | SELECT v, `*` FROM (SELECT v, w + 1 AS `*` FROM a) | *",
            })
    void aChangeOfCodeTouches(String then, String now, String columns) {
        assertThat(touched(then, now)).isEqualTo(columns);
        assertThat(touched(now, then)).isEqualTo(columns);
    }

    /** {@code *} for the rows, and each column, with what they hang on. */
    private static String lineage(String sql) {
        Lineage lineage = signature(sql).parts().lineage();
        Map<String, String> parts = new TreeMap<>();
        lineage.columns().forEach((column, reads) -> parts.put(column, text(reads)));
        return "*: " + text(lineage.rows()) + "; "
                + parts.entrySet().stream()
                        .map(part -> part.getKey() + ": " + part.getValue())
                        .collect(Collectors.joining("; "));
    }

    private static String text(Map<String, ? extends java.util.Collection<String>> reads) {
        return reads.entrySet().stream()
                .flatMap(input -> input.getValue().stream().map(column -> input.getKey() + "." + column))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT ds, v + w AS n, 1 AS one FROM a | *: ; ds: a.ds; n: a.v a.w; one: ",
                "SELECT A.V AS N FROM a WHERE K = 'x' | *: a.k; n: a.v",
                "SELECT k, sum(v) FILTER (WHERE w > 0) AS s, count(*) AS n FROM a GROUP BY k | *: a.k; k: a.k; n: ; s: a.v a.w",
                "SELECT ds, sum(v) OVER (PARTITION BY k ORDER BY w) AS s FROM a | *: ; ds: a.ds; s: a.k a.v a.w",
                "SELECT a.v, b.v AS o FROM a LEFT JOIN b ON a.k = b.k AND a.w > 1 | *: a.k a.w b.k; o: b.v; v: a.v",
                "SELECT v FROM a LEFT SEMI JOIN b ON a.k = b.k AND b.v > 1 | *: a.k b.k b.v; v: a.v",
                "SELECT v FROM a WHERE EXISTS (SELECT w FROM b WHERE b.k = a.k) | *: a.k b.k; v: a.v",
                "SELECT v, (SELECT max(b.v) FROM b WHERE b.k = a.k) AS m FROM a | *: ; m: a.k b.k b.v; v: a.v",
                "SELECT v FROM a ORDER BY w LIMIT 1 | *: a.w; v: a.v",
                "SELECT v FROM a ORDER BY w | *: ; v: a.v",
                "SELECT DISTINCT v, k FROM a | *: a.k a.v; k: a.k; v: a.v",
                "SELECT v, k FROM a UNION ALL SELECT v, k FROM b WHERE ds > DATE'2013-01-01' | *: b.ds; k: a.k b.k; v: a.v b.v",
                "SELECT e, v FROM a LATERAL VIEW explode(array(w)) AS e | *: a.w; e: a.w; v: a.v",
                "SELECT transform(array(v), e -> e + w) AS z FROM a | *: ; z: a.v a.w",
                "SELECT k, max(w) AS m FROM a GROUP BY ROLLUP (k) | *: a.ds a.k a.v a.w; k: a.ds a.k a.v a.w; m: a.w",
            })
    void whatEachPartHangsOn(String sql, String parts) {
        assertThat(lineage(sql).trim()).isEqualTo(parts);
    }

    @Test
    void nothingIsKnownOfWhatIsDrawnByChance() {
        assertThat(signature("SELECT v + rand() AS z FROM a").parts().lineage()).isEqualTo(Lineage.unknown());
    }

    @Test
    void allPartsTogetherHangOnNoMoreThanTheJobReads() {
        CorpusJobs.all().forEach((name, job) -> {
            Lineage lineage = job.signature().parts().lineage();
            Map<String, ReadColumns> reads = job.signature().reads();
            lineage.rows()
                    .forEach((input, columns) -> assertThat(reads.getOrDefault(input, ReadColumns.of(List.of()))
                                    .names()
                                    .orElseThrow())
                            .as("rows of %s", name)
                            .containsAll(columns));
            lineage.columns()
                    .forEach((column, inputs) -> inputs.forEach((input, columns) -> assertThat(
                                    reads.getOrDefault(input, ReadColumns.of(List.of()))
                                            .names()
                                            .orElseThrow())
                            .as("%s.%s", name, column)
                            .containsAll(columns)));
        });
    }
}
