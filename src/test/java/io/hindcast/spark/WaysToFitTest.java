package io.hindcast.spark;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.hours;
import static io.hindcast.testing.Partitionings.keys;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Column;
import io.hindcast.ledger.TableState;
import io.hindcast.partition.Partitioning;
import io.hindcast.testing.Worlds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaysToFitTest {

    private static final Partitioning DAYS = days("2026-01-01..2026-01-03");

    private static Asset asset(Partitioning partitioning) {
        return world().source("s", partitioning)
                .asset("a", partitioning, input("s"))
                .warehouse()
                .asset("a")
                .orElseThrow();
    }

    private static TableState table(List<String> partitionColumns, String... columns) {
        return new TableState(
                3,
                "id",
                Arrays.stream(columns)
                        .map(text -> new Column(text.split(" ", 2)[0], text.split(" ", 2)[1]))
                        .toList(),
                partitionColumns,
                1,
                Map.of());
    }

    private static String ways(Partitioning declared, TableState table) {
        return new WaysToFit(asset(declared), table).text();
    }

    @Test
    void noJobIsAskedForATypeThatItsPartitionsCannotHave() {
        assertThat(ways(DAYS, table(List.of("ds"), "ds timestamp", "n bigint")))
                .isEqualTo("write the table anew with its rows, which plain SQL does: CREATE OR REPLACE TABLE"
                        + " delta.`/tables/a` USING delta PARTITIONED BY (ds) AS SELECT * EXCEPT (ds),"
                        + " CAST(ds AS DATE) AS ds FROM delta.`/tables/a`");
        assertThat(ways(keys("k", "0", "1"), table(List.of("k"), "k int", "n bigint")))
                .contains("CAST(k AS STRING) AS k")
                .doesNotContain("change the job", "format:");
        assertThat(ways(hours("2026-01-01T00..2026-01-01T03"), table(List.of("hour"), "hour date", "n bigint")))
                .startsWith("declare the days that it has, day: hour");
    }

    @Test
    void periodsThatAreWrittenAsTextsOrNumbersTakeAFormat() {
        assertThat(ways(DAYS, table(List.of("ds"), "ds int", "n bigint"))).contains("format: yyyyMMdd");
        assertThat(ways(DAYS, table(List.of("ds"), "ds string", "n bigint"))).contains("format: yyyy-MM-dd");
    }

    @Test
    void whatATableIsPartitionedByAsWellCanBeDeclaredWhereTheJobGivesIt() {
        Worlds world = world().source("s", DAYS).asset("a", DAYS, input("s"));
        world.jobs()
                .job(
                        "a",
                        Set.of("s"),
                        List.of(new Column("ds", "date"), new Column("k", "string"), new Column("n", "bigint")));
        Asset byDay = world.warehouse().asset("a").orElseThrow();
        TableState theirs = table(List.of("k", "ds"), "ds date", "k string", "n bigint");

        assertThat(new WaysToFit(byDay, theirs).text())
                .startsWith("declare what else it is partitioned by, keys: {k: […]}");
        assertThat(ways(DAYS, theirs)).isEqualTo("change the job so that it fits");
    }

    @Test
    void anyOtherDifferenceIsTheJobs() {
        assertThat(ways(DAYS, table(List.of("ds"), "ds date", "n int"))).isEqualTo("change the job so that it fits");
    }
}
