package io.hindcast.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Column;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.asset.JobInput;
import io.hindcast.asset.Places;
import io.hindcast.asset.ReadColumns;
import io.hindcast.partition.Partitioning;
import io.hindcast.problem.Place;
import io.hindcast.proof.StaticPurity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which columns of two inputs, {@code a (ds, k, v, w)} and {@code b (ds, k, v)}, make a difference to a SELECT. */
@Tag("spark")
class ColumnsReadTest {

    private static final Place PLACE = Place.of("job.sql", 1);

    private static final List<Column> B =
            List.of(new Column("ds", "date"), new Column("k", "string"), new Column("v", "bigint"));

    private static final List<Column> A = List.of(B.get(0), B.get(1), B.get(2), new Column("w", "bigint"));

    private static final SparkJobInspector INSPECTOR = new SparkJobInspector(List.of(), new StaticPurity());

    private static Map<String, ReadColumns> reads(String sql) {
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
        return INSPECTOR
                .signature(asset, Map.of("a", new JobInput(A, "same"), "b", new JobInput(B, "same")))
                .reads();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            emptyValue = "",
            value = {
                "SELECT ds, v FROM a                                                        | ds v      | -",
                "SELECT * FROM a                                                            | ds k v w  | -",
                "SELECT A.Ds, sum(V) AS v FROM a GROUP BY a.ds                              | ds v      | -",
                "SELECT ds FROM a WHERE w > 1                                               | ds w      | -",
                "SELECT ds FROM a ORDER BY k                                                | ds k      | -",
                "SELECT ds, count(*) AS n FROM a GROUP BY ds, k                             | ds k      | -",
                "SELECT ds, count(*) AS n FROM a GROUP BY ds HAVING max(w) > 1              | ds w      | -",
                "SELECT count(*) AS n FROM a                                                | ''        | -",
                "SELECT count(v) AS n FROM a                                                | v         | -",
                "SELECT 1 AS one FROM a                                                     | ''        | -",
                "SELECT DISTINCT ds, k FROM a                                               | ds k      | -",
                "SELECT v FROM (SELECT DISTINCT k, v FROM a)                                | k v       | -",
                "SELECT v FROM (SELECT * FROM a)                                            | v         | -",
                "SELECT s FROM (SELECT v + w AS s, k AS t FROM a)                           | v w       | -",
                "WITH c AS (SELECT * FROM a) SELECT x.v, y.w FROM c x JOIN c y ON x.k = y.k | k v w     | -",
                "WITH c AS (SELECT * FROM a), d AS (SELECT k FROM b) SELECT c.v FROM c, d   | v         | k?",
                "SELECT a.v FROM a JOIN b ON a.k = b.k                                      | k v       | k",
                "SELECT a.v FROM a JOIN b USING (k)                                         | k v       | k",
                "SELECT a.v, b.ds FROM a LEFT JOIN b ON a.k = b.k AND b.v > 1               | k v       | ds k v",
                "SELECT a.v FROM a CROSS JOIN b                                             | v         | ''",
                "SELECT v FROM a LEFT SEMI JOIN b USING (k)                                 | k v       | k",
                "SELECT v FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = a.k)             | k v       | k",
                "SELECT v FROM a WHERE k IN (SELECT k FROM b)                               | k v       | k",
                "SELECT v, (SELECT max(b.v) FROM b WHERE b.ds = a.ds) AS m FROM a           | ds v      | ds v",
                "SELECT k, row_number() OVER (PARTITION BY ds ORDER BY w) AS n FROM a       | ds k w    | -",
                "SELECT k FROM a UNION ALL SELECT k FROM b                                  | k         | k",
                "SELECT k FROM (SELECT k, v FROM a UNION ALL SELECT k, v FROM b)            | k         | k",
                "SELECT k FROM a EXCEPT SELECT k FROM b                                     | k         | k",
                "SELECT max(struct(v, w)).w AS w FROM a GROUP BY k                          | k v w     | -",
                "SELECT sum(v) FILTER (WHERE w > 0) AS s FROM a                             | v w       | -",
                "SELECT ds, k, sum(v) AS s FROM a GROUP BY ROLLUP (ds, k)                   | ds k v w  | -",
                "SELECT k, e FROM a LATERAL VIEW explode(sequence(1, v)) t AS e             | ds k v w  | -",
                "SELECT a.k, l.m FROM a, LATERAL (SELECT max(v) AS m FROM b WHERE b.k = a.k) l | ds k v w | k v",
            })
    void theColumnsThatMakeADifferenceAreFound(String sql, String ofA, String ofB) {
        Map<String, ReadColumns> reads = reads(sql);

        assertThat(text(reads, "a")).isEqualTo(Optional.of(ofA));
        if (ofB == null) {
            assertThat(reads).doesNotContainKey("b");
        } else {
            // What a definition names and nothing looks at may be told of, or not.
            assertThat(text(reads, "b").orElseThrow()).isIn(ofB, ofB.endsWith("?") ? "" : ofB, ofB.replace("?", ""));
        }
    }

    private static Optional<String> text(Map<String, ReadColumns> reads, String input) {
        return Optional.ofNullable(reads.get(input))
                .map(read -> String.join(" ", read.names().orElseThrow()));
    }

    @Test
    void anInputReadTwiceCountsWithTheColumnsOfBoth() {
        assertThat(text(reads("SELECT x.v FROM a x JOIN a y ON x.ds = y.ds WHERE y.w > 1"), "a"))
                .contains("ds v w");
    }
}
