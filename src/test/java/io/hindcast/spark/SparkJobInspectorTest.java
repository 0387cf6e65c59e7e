package io.hindcast.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Column;
import io.hindcast.asset.InputDeclaration;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.asset.JobInput;
import io.hindcast.asset.JobSignature;
import io.hindcast.asset.Places;
import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.TimeGrid;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import io.hindcast.problem.Place;
import io.hindcast.problem.ProblemException;
import io.hindcast.proof.StaticPurity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("spark")
final class SparkJobInspectorTest {

    private static final Place PLACE = Place.of("sums.sql", 7);

    private static final List<Column> ORDERS =
            List.of(new Column("ds", "date"), new Column("customer", "string"), new Column("amount", "decimal(10,2)"));

    private static final String SQL = "SELECT ds, sum(amount) AS total FROM orders GROUP BY ds";

    private final SparkJobInspector inspector = new SparkJobInspector(List.of(), new StaticPurity());

    @Test
    void commentsLayoutAndLetterCaseAreTheSameCode() {
        String other = "select DS, -- the day\n  SUM(amount)   as total\nfrom /* all of them */ orders group by ds";

        assertThat(fingerprint(other, ORDERS)).isEqualTo(fingerprint(SQL, ORDERS));
    }

    @Test
    void aLiteralThatDiffersInCaseAloneIsAnotherCode() {
        String small = "SELECT ds, 'a' AS letter FROM orders";

        assertThat(fingerprint(small.replace("'a'", "'A'"), ORDERS)).isNotEqualTo(fingerprint(small, ORDERS));
    }

    @Test
    void aColumnOfAnInputThatTheJobDoesNotReadIsNoPartOfItsCode() {
        List<Column> wider = List.of(ORDERS.get(0), ORDERS.get(1), ORDERS.get(2), new Column("comment", "string"));

        assertThat(fingerprint(SQL, wider)).isEqualTo(fingerprint(SQL, ORDERS));
        assertThat(fingerprint("SELECT * FROM orders", wider))
                .isNotEqualTo(fingerprint("SELECT * FROM orders", ORDERS));
    }

    @Test
    void theTypeOfAColumnThatTheJobReadsIsAPartOfItsCode() {
        List<Column> retyped = List.of(ORDERS.get(0), ORDERS.get(1), new Column("amount", "decimal(12,2)"));

        assertThat(fingerprint(SQL, retyped)).isNotEqualTo(fingerprint(SQL, ORDERS));
    }

    @Test
    void whichPartitionsOfAnInputAreReadIsAPartOfTheCode() {
        JobSignature windowed =
                inspector.signature(asset(SQL, Map.of()), Map.of("orders", new JobInput(ORDERS, "ds reads ds [-6,1)")));

        assertThat(windowed.fingerprint()).isNotEqualTo(fingerprint(SQL, ORDERS));
    }

    @Test
    void columnsHaveTheTypesThatSparkGivesThem() {
        JobSignature signature = inspector.signature(asset(SQL, Map.of()), read(ORDERS));

        assertThat(signature.columns()).containsExactly(new Column("ds", "date"), new Column("total", "decimal(20,2)"));
        assertThat(signature.columnFingerprints()).containsOnlyKeys("*", "ds", "total");
    }

    @Test
    void relationsAreThoseThatRemainWhenCommonTableExpressionsAreResolved() {
        String sql = "WITH o AS (SELECT * FROM orders WHERE EXISTS (SELECT 1 FROM customers)) "
                + "SELECT o.* FROM o JOIN partitions p ON o.ds = p.ds JOIN self s ON s.ds = o.ds";

        assertThat(inspector.relations(asset(sql, Map.of()))).containsExactly("customers", "orders", "self");
    }

    @Test
    void whatReachesOutsideIsRefusedWithItsLine() {
        refuses("SELECT ds\nFROM text.`/etc/hostname`", "sums.sql:8", "HC-173");
        refuses("SELECT reflect('java.lang.System', 'exit', 1) AS ds FROM orders", "sums.sql:7", "HC-174");
        refuses("SELECT ds FROM orders VERSION AS OF 3", "sums.sql", "HC-172");
        refuses("DROP TABLE orders", "sums.sql", "HC-171");
        refuses("SELECT ds,\n  FROM (orders", "sums.sql:8", "HC-170");
    }

    @Test
    void aColumnThatTheInputsDoNotHaveIsToldWithItsLine() {
        assertThatThrownBy(() -> inspector.signature(asset("SELECT ds,\n  amuont FROM orders", Map.of()), read(ORDERS)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("sums.sql:8")
                .hasMessageContaining("amuont")
                .hasMessageContaining("HC-176");
    }

    @Test
    void aNumberWithMoreDigitsThanAnyTypeHasIsToldAsAProblemOfTheStatement() {
        refuses("SELECT ds,\n  1234567890123456789012345678901234567890.5 AS n FROM orders", "sums.sql:8", "HC-175");
        refuses("SELECT ds,\n  12345678901234567890123456789012345678901 AS n FROM orders", "sums.sql:8", "HC-175");
    }

    private void refuses(String sql, String place, String code) {
        assertThatThrownBy(() -> inspector.relations(asset(sql, Map.of())))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(code);
    }

    private static Map<String, JobInput> read(List<Column> orders) {
        return Map.of("orders", new JobInput(orders, "ds reads ds [0,1)"));
    }

    private String fingerprint(String sql, List<Column> orders) {
        return inspector.signature(asset(sql, Map.of()), read(orders)).fingerprint();
    }

    private static AssetDeclaration asset(String sql, Map<String, InputDeclaration> inputs) {
        TimeDimension day = TimeDimension.of("ds", TimeGrid.utc(Grain.DAY), new Interval(0, Long.MAX_VALUE));
        return new AssetDeclaration(
                "sums",
                Partitioning.of(day),
                new SqlJob(sql, PLACE),
                inputs,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new TreeSet<>(),
                "/nowhere/sums",
                List.of(),
                Places.of(PLACE),
                Map.of());
    }
}
