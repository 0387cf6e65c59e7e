package io.hindcast.asset;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.hours;
import static io.hindcast.testing.Partitionings.keys;
import static io.hindcast.testing.Partitionings.months;
import static io.hindcast.testing.Partitionings.product;
import static io.hindcast.testing.Partitionings.time;
import static io.hindcast.testing.Partitionings.weeks;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.self;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.interval.Grain;
import io.hindcast.interval.IntervalSet;
import io.hindcast.mapping.Mapped;
import io.hindcast.mapping.Mapping;
import io.hindcast.mapping.MappingRule;
import io.hindcast.mapping.Mappings;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.testing.Worlds;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class AssetTest {

    private static Asset asset(Partitioning own, Partitioning read, Worlds.Reading... more) {
        List<Worlds.Reading> readings = new ArrayList<>(List.of(input("s")));
        readings.addAll(List.of(more));
        return world().source("s", read)
                .asset("a", own, readings.toArray(Worlds.Reading[]::new))
                .warehouse()
                .asset("a")
                .orElseThrow();
    }

    @Test
    void keysByWhichAnInputIsNotCutAreShownTogether() {
        Partitioning own = product(days("2013-01-01..2013-01-02"), keys("origin", "EWR", "JFK"));
        PartitionSet one = own.parse("2013-01-01&origin=EWR|2013-01-02&origin=JFK");

        assertThat(asset(own, days("2013-01-01..2013-01-02")).withAllShown(one)).isEqualTo(own.domain());
        assertThat(asset(own, days("2013-01-01..2013-01-02")).withAllShown(own.parse("2013-01-01&origin=EWR")))
                .isEqualTo(own.parse("2013-01-01"));
        assertThat(asset(own, own).withAllShown(one)).isEqualTo(one);
    }

    @Test
    void hoursOfADayThatIsReadWholeAreShownTogether() {
        Partitioning own = hours("2013-01-01T00..2013-01-03T23");
        PartitionSet one = own.parse("2013-01-02T05");

        assertThat(asset(own, days("2013-01-01..2013-01-03")).withAllShown(one))
                .isEqualTo(own.parse("2013-01-02T00..2013-01-02T23"));
        assertThat(asset(own, own).withAllShown(one)).isEqualTo(one);
    }

    @Test
    void aWindowOfDaysShowsNoHourMoreThanItsReaders() {
        Partitioning own = hours("2013-01-01T00..2013-01-03T23");
        PartitionSet one = own.parse("2013-01-02T05");

        assertThat(world().source("s", days("2013-01-01..2013-01-03"))
                        .asset("a", own, input("s", MappingRule.window(1, 0)))
                        .warehouse()
                        .asset("a")
                        .orElseThrow()
                        .withAllShown(one))
                .isEqualTo(one);
    }

    /** The same, reading itself at certain offsets. */
    private static Asset reading(Asset asset, Partitioning own, IntervalSet offsets) {
        AssetDeclaration old = asset.declaration();
        AssetDeclaration declared = new AssetDeclaration(
                old.name(),
                own,
                old.job(),
                old.inputs(),
                Optional.of(new SelfRule(offsets, SelfRule.Chaining.CHAINED)),
                old.retain(),
                old.checks(),
                old.tags(),
                old.path(),
                old.columns(),
                Places.of(old.place()),
                Map.of());
        return new Asset(declared, own, asset.inputs(), Optional.of(Mappings.self(own, offsets)), asset.signature());
    }

    private static String halves(Asset asset, String set) {
        return asset.halvesOf(asset.partitioning().parse(set))
                .map(halves -> halves.first() + " | " + halves.second())
                .orElse("");
    }

    @Test
    void halvesEndWhereAPeriodOfACoarserInputEndsAsLongAsTheyCan() {
        Asset hourly = asset(hours("2013-01-01..2013-01-04"), days("2013-01-01..2013-01-04"));
        assertThat(halves(hourly, "2013-01-01T05..2013-01-03T22"))
                .isEqualTo("2013-01-01T05..2013-01-02T23 | 2013-01-03T00..2013-01-03T22");
        assertThat(halves(hourly, "2013-01-01T22..2013-01-02T23"))
                .as("not in the middle of the second day")
                .isEqualTo("2013-01-01T22..2013-01-01T23 | 2013-01-02T00..2013-01-02T23");
        assertThat(halves(hourly, "2013-01-02T00..2013-01-02T03"))
                .isEqualTo("2013-01-02T00..2013-01-02T01 | 2013-01-02T02..2013-01-02T03");
        assertThat(halves(hourly, "2013-01-02T03")).isEmpty();
        assertThat(halves(hourly, "2013-01-01T04,2013-01-04T07,2013-01-04T09"))
                .as("whole days lie between them")
                .isEqualTo("2013-01-01T04 | 2013-01-04T07,2013-01-04T09");
    }

    @Test
    void daysOfAZoneThatHaveNotTwentyFourHoursAreNotCut() {
        Partitioning local = time(Grain.DAY, "ds", "2013-03-09..2013-03-11", ZoneId.of("America/New_York"));
        Asset hourly = asset(hours("2013-03-09..2013-03-12"), local);
        assertThat(halves(hourly, "2013-03-10T05..2013-03-12T03"))
                .as("the tenth has 23 hours")
                .isEqualTo("2013-03-10T05..2013-03-11T03 | 2013-03-11T04..2013-03-12T03");
    }

    @Test
    void whereNoEndOfAPeriodDividesThemHalvesAreCutAnywhere() {
        Asset weekly = asset(weeks("2013-01-07..2013-03-25"), months("2013-01..2013-03"));
        assertThat(halves(weekly, "2013-01-28")).as("one week of two months").isEmpty();
        assertThat(halves(weekly, "2013-01-21..2013-02-04")).isEqualTo("2013-01-21 | 2013-01-28..2013-02-04");
        Asset daily = asset(product(days("2013-01-30..2013-02-02"), keys("k", "x", "y")), months("2013-01..2013-02"));
        assertThat(halves(daily, "ds=2013-01-31&k=x,y|ds=2013-02-01..2013-02-02&k=x"))
                .isEqualTo("ds=2013-01-31&k=x,y | ds=2013-02-01..2013-02-02&k=x");
    }

    @Tag("long")
    @Test
    void whatFollowsFromReadingItselfIsWhatStepAfterStepLeadsTo() {
        Partitioning six = product(days("2013-01-01..2013-01-06"), keys("k", "x", "y"));
        List<IntervalSet> rules = List.of(
                IntervalSet.of(-1, 0),
                IntervalSet.of(-3, 0),
                IntervalSet.of(-3, -1),
                IntervalSet.point(-2),
                IntervalSet.point(-1).union(IntervalSet.point(-4)),
                IntervalSet.of(Long.MIN_VALUE, 0));
        Asset plain = asset(six, six);
        List<Partition> all = six.domain().partitions().toList();
        for (IntervalSet rule : rules) {
            Asset asset = reading(plain, six, rule);
            for (int chosen = 0; chosen < 1 << all.size(); chosen += 7) {
                PartitionSet within = six.domain().minus(set(six, all, chosen));
                PartitionSet seed = set(six, all, 1 << (chosen % all.size()));
                assertThat(asset.withReadersOfItself(seed, within))
                        .as("readers of %s in %s by %s", seed, within, rule)
                        .isEqualTo(stepAfterStep(seed, within, asset, true));
                assertThat(asset.withReadOfItself(seed, within))
                        .as("read by %s in %s by %s", seed, within, rule)
                        .isEqualTo(stepAfterStep(seed, within, asset, false));
            }
        }
    }

    private static PartitionSet set(Partitioning of, List<Partition> all, int chosen) {
        List<PartitionSet> sets = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if ((chosen >> i & 1) == 1) {
                sets.add(PartitionSet.of(of, all.get(i)));
            }
        }
        return PartitionSet.unionAll(of, sets);
    }

    private static PartitionSet stepAfterStep(PartitionSet seed, PartitionSet within, Asset asset, boolean down) {
        PartitionSet reached = seed;
        while (true) {
            PartitionSet step = down ? asset.readersOfItself(reached) : asset.readOfItself(reached);
            PartitionSet more = reached.union(step.intersect(within));
            if (more.equals(reached)) {
                return reached;
            }
            reached = more;
        }
    }

    @Test
    void aChainOfTenThousandDaysIsNotWalkedDayByDay() {
        Partitioning many = days("1990-01-01..2017-05-18");
        Asset chain = asset(many, many, self(1).chained());
        Counting counting = new Counting(chain.self().orElseThrow());
        Asset counted = new Asset(chain.declaration(), many, chain.inputs(), Optional.of(counting), chain.signature());
        assertThat(many.domain().count()).isEqualTo(10_000);

        assertThat(counted.withReadersOfItself(many.parse("1990-01-01"), many.domain()))
                .isEqualTo(many.domain());
        assertThat(counted.withReadOfItself(many.parse("2017-05-18"), many.domain()))
                .isEqualTo(many.domain());
        assertThat(counting.steps.get()).isLessThan(5);
    }

    /** Counts how often it is asked. */
    private record Counting(Mapping mapping, AtomicInteger steps) implements Mapping {

        Counting(Mapping mapping) {
            this(mapping, new AtomicInteger());
        }

        @Override
        public Partitioning downstream() {
            return mapping.downstream();
        }

        @Override
        public Partitioning upstream() {
            return mapping.upstream();
        }

        @Override
        public Mapped upstreamOf(PartitionSet downstream) {
            steps.incrementAndGet();
            return mapping.upstreamOf(downstream);
        }

        @Override
        public PartitionSet downstreamOf(PartitionSet upstream) {
            steps.incrementAndGet();
            return mapping.downstreamOf(upstream);
        }

        @Override
        public PartitionSet downstreamOfUndeclared(PartitionSet upstream) {
            return mapping.downstreamOfUndeclared(upstream);
        }

        @Override
        public String definition() {
            return mapping.definition();
        }

        @Override
        public String description() {
            return mapping.description();
        }
    }
}
