package io.hindcast.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.interval.IntervalSet;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.proof.OtherBatches.Reach;
import io.hindcast.testing.Partitionings;
import io.hindcast.testing.Worlds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which other batches partitions of new code are computed. */
class OtherBatchesTest {

    private static final Partitioning DAYS = Partitionings.days("2013-01-01..2013-12-31");

    private static Asset asset(Worlds.Reading... readings) {
        return Worlds.world()
                .source("s", DAYS)
                .source("months", Partitionings.months("2013-01..2013-12"))
                .asset("a", DAYS, readings)
                .warehouse()
                .asset("a")
                .orElseThrow();
    }

    private static OtherBatches others(Asset asset, String batch) {
        return others(asset, batch, batch);
    }

    private static OtherBatches others(Asset asset, String batch, String filled) {
        Partitioning partitioning = asset.partitioning();
        List<Partition> rows = partitioning.parse(filled).partitions().toList();
        return new OtherBatches(asset, partitioning.parse(batch), rows);
    }

    private static List<String> texts(OtherBatches others) {
        return others.all().stream().map(PartitionSet::toString).toList();
    }

    @Test
    void ofASmallBatchEachIsComputedAlone() {
        OtherBatches three = others(asset(Worlds.input("s")), "2013-01-01..2013-01-03");

        assertThat(texts(three)).containsExactly("2013-01-01", "2013-01-02", "2013-01-03");
        assertThat(three.reach()).isEqualTo(Reach.FEW);
        assertThat(texts(others(asset(Worlds.input("s")), "2013-01-01"))).isEmpty();
    }

    @Test
    void ofALargeOneThoseAtTheEndsInTheMiddleAndOnBothSidesOfMonthEndsWithoutNeighbours() {
        OtherBatches quarter = others(asset(Worlds.input("s")), "2013-01-01..2013-03-31");

        assertThat(texts(quarter))
                .containsExactly(
                        "2013-02-01,2013-02-15,2013-03-01",
                        "2013-01-01,2013-01-23,2013-01-31,2013-02-28,2013-03-09,2013-03-31");
        assertThat(quarter.reach()).isEqualTo(Reach.EDGED);
        assertThat(others(asset(Worlds.input("s")), "2013-01-01..2013-01-31").reach())
                .isEqualTo(Reach.MANY);
    }

    @Test
    void noneHoldsNeighboursHoweverLargeTheBatchAndSmallOnesAreComputedAsAWhole() {
        Asset asset = asset(Worlds.input("s"), Worlds.input("months"));
        long first = DAYS.domain().timeIntervals().first() + 20;
        for (int days = 5; days < 120; days++) {
            PartitionSet batch = PartitionSet.ofTime(asset.partitioning(), IntervalSet.of(first, first + days));
            List<PartitionSet> all = others(asset, batch.toString()).all();

            assertThat(all).hasSize(2).allSatisfy(other -> {
                IntervalSet periods = other.timeIntervals();
                assertThat(periods.ranges()).as("%s", other).isEqualTo((int) periods.count());
            });
            assertThat(all.get(0).intersects(all.get(1))).isFalse();
            if (days <= 8) {
                assertThat(all.get(0).union(all.get(1))).isEqualTo(batch);
            }
        }
    }

    @Test
    void wherePeriodsOfAnInputEndAndWhereItIsCutOffAreEdges() {
        OtherBatches months = others(asset(Worlds.input("s"), Worlds.input("months")), "2013-05-20..2013-06-10");
        OtherBatches window = others(asset(Worlds.input("s", MappingRule.window(6, 0))), "2013-01-01..2013-01-20");

        assertThat(texts(months).toString()).contains("2013-05-31", "2013-06-01");
        assertThat(texts(window).toString()).contains("2013-01-06", "2013-01-07");
        assertThat(window.reach()).isEqualTo(Reach.EDGED);
    }

    @Test
    void aPartitionWithoutRowsIsAmongThem() {
        OtherBatches gap = others(asset(Worlds.input("s")), "2013-01-01..2013-01-20", "2013-01-01..2013-01-09");

        assertThat(texts(gap)).containsExactly("2013-01-05", "2013-01-01,2013-01-03,2013-01-07,2013-01-09,2013-01-15");
        assertThat(texts(others(asset(Worlds.input("s")), "2013-01-01..2013-01-20", "")))
                .isEmpty();
    }

    @Test
    void aChainIsComputedInRunsThatAreTheWholeBatch() {
        Asset chain = asset(Worlds.input("s"), Worlds.self(1).chained());
        OtherBatches runs = others(chain, "2013-01-11..2013-02-10");

        assertThat(texts(runs))
                .containsExactly(
                        "2013-01-11", "2013-01-12..2013-01-25", "2013-01-26..2013-01-31", "2013-02-01..2013-02-10");
        assertThat(texts(others(chain, "2013-01-11,2013-01-12"))).containsExactly("2013-01-11", "2013-01-12");
        assertThat(others(chain, "2013-01-01..2013-12-31").all()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void manyEdgesCostNoMoreThanAFewSmallBatches() {
        Partitioning hours = Partitionings.hours("2013-01-01T00..2013-12-31T23");
        Asset asset = Worlds.world()
                .source("s", DAYS)
                .asset("a", hours, Worlds.input("s"))
                .warehouse()
                .asset("a")
                .orElseThrow();
        OtherBatches year = others(asset, "2013-01-01T00..2013-12-31T23");

        assertThat(year.all()).hasSize(2);
        assertThat(year.all().stream().mapToLong(PartitionSet::count).sum()).isLessThan(130);
        assertThat(texts(year).toString()).contains("2013-01-01T23", "2013-12-31T00");
    }

    @Test
    void keysOfAPeriodTakeTurns() {
        Partitioning keyed = Partitionings.product(
                Partitionings.days("2013-01-01..2013-01-20"), Partitionings.keys("origin", "EWR", "JFK"));
        Asset asset = Worlds.world()
                .source("s", keyed)
                .asset("a", keyed, Worlds.input("s"))
                .warehouse()
                .asset("a")
                .orElseThrow();

        List<String> texts = texts(others(asset, asset.partitioning().domain().toString()));

        assertThat(texts)
                .containsExactly(
                        "ds=2013-01-11&origin=EWR",
                        "ds=2013-01-01&origin=EWR|ds=2013-01-06,2013-01-16,2013-01-20&origin=JFK");
    }
}
