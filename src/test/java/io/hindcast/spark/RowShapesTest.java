package io.hindcast.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Column;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.asset.RowShape;
import io.hindcast.problem.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
class RowShapesTest {

    private static final List<Column> COLUMNS = List.of(new Column("ds", "date"), new Column("n", "bigint"));

    private static RowShape of(String select) {
        SqlJob job = new SqlJob(select, Place.of("job.sql", 1));
        return FixedSettings.within(() -> RowShapes.of(new Analysis()
                .analyse(job, SqlPlans.parse(job), Map.of("s", COLUMNS, "d", COLUMNS, "partitions", COLUMNS))
                .plan()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ds, count(*) AS n FROM s GROUP BY ds",
                "SELECT count(*) AS n FROM s",
                "SELECT DISTINCT ds, n FROM s",
                "SELECT ds, max(n) AS n, max(struct(n, ds)).n AS m FROM s GROUP BY ds",
                "SELECT ds, max_by(n, ds) AS n FROM (SELECT ds, sum(n) AS n FROM s GROUP BY ds) GROUP BY ds",
                "SELECT ds, n + 1 AS n FROM (SELECT ds, sum(n) AS n FROM s GROUP BY ds) WHERE n > 0 ORDER BY ds",
                "WITH g AS (SELECT ds, sum(n) AS n FROM s GROUP BY ds) SELECT g.ds, d.n FROM g LEFT JOIN d ON d.ds = g.ds",
                "WITH g AS (SELECT ds, sum(n) AS n FROM s GROUP BY ds) SELECT p.ds, g.n FROM partitions p JOIN g ON g.ds = p.ds",
                "SELECT ds, max(n) AS n FROM s GROUP BY ds UNION ALL SELECT ds, min(n) AS n FROM s GROUP BY ds",
            })
    void theseGroup(String select) {
        assertThat(of(select)).isEqualTo(RowShape.GROUPED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ds, n FROM s WHERE n > 0",
                "SELECT ds, max(struct(n, ds)).n AS n FROM s GROUP BY ds",
                "SELECT ds, max_by(n, ds) AS n FROM s GROUP BY ds",
                "WITH g AS (SELECT ds, sum(n) AS n FROM d GROUP BY ds) SELECT s.ds, g.n FROM s JOIN g ON g.ds = s.ds",
                "SELECT p.ds, s.n FROM partitions p JOIN s ON s.ds <= p.ds",
                "SELECT ds, sum(n) OVER (PARTITION BY ds ORDER BY n) AS n FROM s",
                "SELECT ds, n FROM s UNION ALL SELECT ds, sum(n) AS n FROM d GROUP BY ds",
                "SELECT ds, n FROM s WHERE n > (SELECT avg(n) FROM d)",
            })
    void theseDoNot(String select) {
        assertThat(of(select)).isEqualTo(RowShape.ROW_BY_ROW);
    }
}
