package io.hindcast.plan;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.hours;
import static io.hindcast.testing.Partitionings.keys;
import static io.hindcast.testing.Partitionings.months;
import static io.hindcast.testing.Partitionings.product;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Check;
import io.hindcast.asset.Warehouse;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.testing.TestingTables;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of assets of which nothing was built; each partition of a source has 10 rows in 1,000 bytes. */
class FirstGuessTest {

    private static final Instant NOW = Instant.parse("2013-04-01T00:00:00Z");
    private static final Partitioning DAYS = days("2013-01-01..2013-03-31");
    private static final Partitioning MONTHS = months("2013-01..2013-03");
    private static final Partitioning NONE = Partitioning.none();

    private final Warehouse warehouse = world().source("facts", DAYS)
            .source("others", DAYS)
            .source("dimension", NONE)
            .asset("joined", DAYS, input("facts"), input("dimension"))
            .asset("merged", DAYS, input("facts"), input("others"))
            .asset("trailing", DAYS, input("facts", MappingRule.window(6, 0)))
            .asset("grouped", DAYS, input("facts"), input("dimension"))
            .grouping("grouped")
            .asset("monthly", MONTHS, input("grouped"))
            .grouping("monthly")
            .asset("one_row", DAYS, input("facts"))
            .checked("one_row", new Check.Unique(List.of("ds")))
            .asset("hourly", hours("2013-02-01T00..2013-02-10T23"), input("facts"))
            .asset("keyed", product(DAYS, keys("k", "a", "b")), input("facts"))
            .asset("total", NONE, input("facts"), input("dimension"))
            .asset("copy", NONE, input("dimension"))
            .warehouse();
    private final TestingTables tables = new TestingTables();

    @BeforeEach
    void everythingIsStaged() {
        tables.arrive("facts", DAYS.domain());
        tables.arrive("others", DAYS.domain());
        tables.arrive("dimension", NONE.domain());
    }

    private Estimate estimate(String name, String set) {
        Asset asset = warehouse.asset(name).orElseThrow();
        PartitionSet partitions = asset.partitioning().parse(set);
        return new Estimator(warehouse, tables.state(warehouse), NOW, Means.ofParallel(2)).estimate(asset, partitions);
    }

    @Test
    void whatIsLookedUpBringsNoRowsButMay() {
        assertThat(estimate("joined", "2013-02-10").rows()).isEqualTo(new Range(0, 10, 20));
        assertThat(estimate("joined", "2013-02-10..2013-02-12").rows()).isEqualTo(new Range(0, 30, 60));
        assertThat(estimate("joined", "2013-02-10").bytes()).isEqualTo(new Range(0, 2000, 2000));
    }

    @Test
    void ofSeveralThatAreCutTheLargestBringsTheRows() {
        assertThat(estimate("merged", "2013-02-10").rows()).isEqualTo(new Range(0, 10, 20));
    }

    @Test
    void aWindowBringsTheRowsOfItsOwnTimeAndMayBringAll() {
        assertThat(estimate("trailing", "2013-01-01").rows()).isEqualTo(new Range(0, 10, 70));
    }

    @Test
    void whatGroupsMakesFewOfManyAndSoDoesWhatReadsThat() {
        assertThat(estimate("grouped", "2013-02-10").rows()).isEqualTo(new Range(0, 4, 20));
        assertThat(estimate("monthly", "2013-02").rows())
                .as("31 days of 4 rows: a partition of the middle stands for all")
                .isEqualTo(new Range(0, 12, 31 * 20));
    }

    @Test
    void whatIsUniqueByItsPartitionsHasOneRowInEach() {
        assertThat(estimate("one_row", "2013-02").rows()).isEqualTo(new Range(0, 28, 28));
    }

    @Test
    void theHoursOfADayAndItsKeysShareItsRows() {
        assertThat(estimate("hourly", "2013-02-05").rows()).isEqualTo(new Range(0, 24, 240));
        assertThat(estimate("keyed", "ds=2013-02-05&k=a").rows()).isEqualTo(new Range(0, 5, 10));
    }

    @Test
    void whatIsReadWholeBringsTheRowsWhereNothingElseDoes() {
        assertThat(estimate("copy", "*").rows()).isEqualTo(new Range(0, 10, 10));
        assertThat(estimate("total", "*").rows()).isEqualTo(new Range(0, 900, 910));
    }
}
