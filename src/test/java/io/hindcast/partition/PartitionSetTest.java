package io.hindcast.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All sets of small partitionings of one, two and three dimensions, against sets of the names of their partitions. */
@Tag("once")
class PartitionSetTest {

    private static final List<String> ODD_KEYS =
            List.of("a,b|c&d=*..%", "", " ", "ü€😀", "..", "2026-01-01", "*", "A-Za_z0");

    static List<World> worlds() {
        return List.of(
                new World(List.of()),
                new World(List.of(days("ds", 6))),
                new World(List.of(keys("origin", "EWR", "JFK", "LGA", "ü|&"))),
                new World(List.of(days("ds", 4), keys("origin", "EWR", "JFK"))),
                new World(List.of(keys("origin", "EWR", "JFK"), days("ds", 4))),
                new World(List.of(keys("a", "x", "y", "z"), keys("b", "*", ".."))),
                new World(List.of(days("ds", 2), keys("origin", "E W", "J,K"), months("month", 2))));
    }

    private static TimeDimension days(String column, int count) {
        return TimeDimension.of(column, TimeGrid.utc(Grain.DAY), new Interval(-1, count - 1));
    }

    private static TimeDimension months(String column, int count) {
        return TimeDimension.of(column, TimeGrid.utc(Grain.MONTH), new Interval(0, count));
    }

    private static KeyDimension keys(String column, String... keys) {
        return new KeyDimension(column, new KeySource.Listed(new TreeSet<>(List.of(keys))));
    }

    /** A partitioning, the coordinates of all its partitions in order, and all its sets by bit mask. */
    static final class World {
        final Partitioning partitioning;
        final List<List<Coordinate>> universe = new ArrayList<>(List.of(List.of()));
        final List<PartitionSet> sets = new ArrayList<>();

        World(List<Dimension> dimensions) {
            partitioning = new Partitioning(dimensions);
            for (Dimension dimension : dimensions) {
                List<List<Coordinate>> longer = new ArrayList<>();
                universe.forEach(prefix ->
                        coordinates(dimension).forEach(coordinate -> longer.add(Lists.plus(prefix, coordinate))));
                universe.clear();
                universe.addAll(longer);
            }
            for (int mask = 0; mask < 1 << universe.size(); mask++) {
                sets.add(byOne(mask));
            }
        }

        private static List<Coordinate> coordinates(Dimension dimension) {
            List<Coordinate> coordinates = new ArrayList<>();
            if (dimension instanceof TimeDimension time) {
                for (long i = time.declared().from(); i < time.declared().until(); i++) {
                    coordinates.add(new Coordinate.Time(i));
                }
            } else {
                ((KeySource.Listed) ((KeyDimension) dimension).keys())
                        .keys()
                        .forEach(key -> coordinates.add(new Coordinate.Key(key)));
            }
            return coordinates;
        }

        Partition partition(int i) {
            return new Partition(partitioning, universe.get(i));
        }

        /** The set of a mask, from its last partition to its first. */
        PartitionSet byOne(int mask) {
            PartitionSet set = PartitionSet.empty(partitioning);
            for (int i = universe.size() - 1; i >= 0; i--) {
                if ((mask >> i & 1) == 1) {
                    set = set.union(PartitionSet.of(partitioning, partition(i)));
                }
            }
            return set;
        }

        List<List<Coordinate>> model(int mask) {
            List<List<Coordinate>> model = new ArrayList<>();
            for (int i = 0; i < universe.size(); i++) {
                if ((mask >> i & 1) == 1) {
                    model.add(universe.get(i));
                }
            }
            return model;
        }

        @Override
        public String toString() {
            return partitioning.domain().toString();
        }
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void everySetHoldsThePartitionsItWasMadeOfInOrder(World world) {
        for (int mask = 0; mask < world.sets.size(); mask++) {
            PartitionSet set = world.sets.get(mask);
            assertThat(set.partitions().map(Partition::coordinates)).containsExactlyElementsOf(world.model(mask));
            assertThat(set.partitions()).isSorted();
            assertThat(set.count()).isEqualTo(Integer.bitCount(mask));
            assertThat(set.isEmpty()).isEqualTo(mask == 0);
            for (int i = 0; i < world.universe.size(); i++) {
                assertThat(set.contains(world.partition(i))).isEqualTo((mask >> i & 1) == 1);
            }
        }
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("worlds")
    void operationsOnAllPairsAreThoseOfSetsOfPartitions(World world) {
        int count = world.sets.size();
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                PartitionSet left = world.sets.get(a);
                PartitionSet right = world.sets.get(b);
                assertSame(left.union(right), world.sets.get(a | b));
                assertSame(left.intersect(right), world.sets.get(a & b));
                assertSame(left.minus(right), world.sets.get(a & ~b));
                assertSame(left.containsAll(right), (b & ~a) == 0);
                assertSame(left.intersects(right), (a & b) != 0);
                assertSame(left.equals(right), a == b);
            }
        }
    }

    /** As an assertion of AssertJ, which costs too much for the million comparisons of a world. */
    private static void assertSame(Object actual, Object expected) {
        if (!actual.equals(expected) || actual.hashCode() != expected.hashCode()) {
            assertThat(actual).isEqualTo(expected).hasSameHashCodeAs(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void theTextOfEverySetIsItsOwnAndIsReadBack(World world) {
        Set<String> texts = new HashSet<>();
        for (PartitionSet set : world.sets) {
            assertThat(world.partitioning.parse(set.toString()))
                    .isEqualTo(set)
                    .hasSameHashCodeAs(set)
                    .hasToString(set.toString());
            assertThat(texts.add(set.toString())).isTrue();
        }
        for (int i = 0; i < world.universe.size(); i++) {
            Partition partition = world.partition(i);
            assertThat(world.partitioning.parsePartition(partition.toString())).isEqualTo(partition);
        }
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void boxesAreDisjointAndMakeUpTheSet(World world) {
        for (PartitionSet set : world.sets) {
            assertMakeUp(set, set.boxes());
            assertMakeUp(set, set.parts());
        }
    }

    private static void assertMakeUp(PartitionSet set, List<Box> boxes) {
        List<PartitionSet> sets = boxes.stream()
                .map(box -> PartitionSet.box(set.partitioning(), box.slices()))
                .toList();
        assertThat(PartitionSet.unionAll(set.partitioning(), sets)).isEqualTo(set);
        assertThat(sets.stream().mapToLong(PartitionSet::count).sum()).isEqualTo(set.count());
    }

    @Test
    void ofKeysWithScatteredPeriodsEachIsOnePart() {
        Partitioning wide = Partitioning.of(
                TimeDimension.of("at", TimeGrid.utc(Grain.HOUR), new Interval(0, Long.MAX_VALUE)),
                keys("k", "a", "b", "c", "d", "e", "f", "g", "h"));
        Random random = new Random(5);
        PartitionSet scattered = PartitionSet.empty(wide);
        for (String key : wide.domain().keys("k")) {
            List<Interval> periods = random.longs(500, 0, 5_000)
                    .distinct()
                    .mapToObj(Interval::point)
                    .toList();
            scattered = scattered.union(PartitionSet.box(
                    wide, List.of(new TimeSlice(IntervalSet.of(periods)), new KeySlice(new TreeSet<>(List.of(key))))));
        }
        assertThat(scattered.parts()).hasSize(8);
        assertThat(scattered.boxes()).hasSizeGreaterThan(80);
        assertThat(wide.parse(scattered.toString())).isEqualTo(scattered);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void halvesAreTwoPartsOneBeforeTheOther(World world) {
        for (PartitionSet set : world.sets) {
            if (set.count() < 2) {
                assertThat(set.halves()).isEmpty();
                continue;
            }
            PartitionSet.Halves halves = set.halves().orElseThrow();
            assertThat(halves.first().isEmpty() || halves.second().isEmpty()).isFalse();
            assertThat(halves.first().union(halves.second())).isEqualTo(set);
            assertThat(halves.first().intersects(halves.second())).isFalse();
            if (world.partitioning.time().isPresent() && set.timeIntervals().count() > 1) {
                assertThat(halves.first().timeIntervals().last())
                        .isLessThan(halves.second().timeIntervals().first());
            }
            if (world.partitioning.dimensions().size() == 1) {
                assertThat(Math.abs(halves.first().count() - halves.second().count()))
                        .isLessThan(2);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void projectionAndRestrictionFollowTheCoordinates(World world) {
        for (Dimension dimension : world.partitioning.dimensions()) {
            int index = world.partitioning.indexOf(dimension.column());
            for (int mask = 0; mask < world.sets.size(); mask++) {
                PartitionSet set = world.sets.get(mask);
                if (dimension instanceof KeyDimension) {
                    SortedSet<String> keys = new TreeSet<>();
                    world.model(mask).forEach(at -> keys.add(((Coordinate.Key) at.get(index)).value()));
                    assertThat(set.keys(dimension.column())).isEqualTo(keys);
                    for (String key : keys) {
                        assertThat(set.restrictKeys(dimension.column(), new TreeSet<>(List.of(key)))
                                        .partitions()
                                        .map(Partition::coordinates))
                                .containsExactlyElementsOf(world.model(mask).stream()
                                        .filter(at -> at.get(index).equals(new Coordinate.Key(key)))
                                        .toList());
                    }
                } else if (world.partitioning.timeIndex() == index) {
                    List<Interval> periods = world.model(mask).stream()
                            .map(at -> Interval.point(((Coordinate.Time) at.get(index)).ordinal()))
                            .toList();
                    assertThat(set.timeIntervals()).isEqualTo(IntervalSet.of(periods));
                    PartitionSet late = set.restrictTime(IntervalSet.of(1, Long.MAX_VALUE));
                    assertThat(late.partitions().map(Partition::coordinates))
                            .containsExactlyElementsOf(world.model(mask).stream()
                                    .filter(at -> ((Coordinate.Time) at.get(index)).ordinal() >= 1)
                                    .toList());
                }
            }
        }
    }

    @Test
    void anyNonEmptyStringIsAKeyAndIsReadBack() {
        Partitioning both = Partitioning.of(keys("a"), keys("b&="));
        Partitioning one = Partitioning.of(keys("a"));
        Random random = new Random(7);
        List<String> keys = new ArrayList<>(ODD_KEYS);
        for (int i = 0; i < 300; i++) {
            keys.add(random.ints(1 + random.nextInt(4), 0, 0x3000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        keys.removeIf(String::isEmpty);
        for (String key : keys) {
            Coordinate at = new Coordinate.Key(key);
            Partition partition = new Partition(both, List.of(at, at));
            assertThat(partition.toString()).matches("a=[A-Za-z0-9_%-]+&b%26%3D=[A-Za-z0-9_%-]+");
            assertThat(both.parsePartition(partition.toString())).isEqualTo(partition);
            assertThat(one.parsePartition(new Partition(one, List.of(at)).toString())
                            .key("a"))
                    .isEqualTo(key);
        }
        PartitionSet all = PartitionSet.box(one, List.of(new KeySlice(new TreeSet<>(keys))));
        assertThat(one.parse(all.toString())).isEqualTo(all);
    }

    @Test
    void textIsShort() {
        Partitioning flights = Partitioning.of(
                TimeDimension.of("ds", TimeGrid.utc(Grain.DAY), new Interval(20_000, 30_000)),
                keys("origin", "EWR", "JFK"));
        PartitionSet set =
                flights.parse("ds=2026-01-01..2026-01-31,2026-02-03&origin=EWR,JFK|ds=2026-01-05&origin=LGA");
        assertThat(set)
                .hasToString("ds=2026-01-01..2026-01-04,2026-01-06..2026-01-31,2026-02-03&origin=EWR,JFK"
                        + "|ds=2026-01-05&origin=EWR,JFK,LGA");
        assertThat(PartitionSet.empty(flights)).hasToString("");
        assertThat(Partitioning.none().domain()).hasToString("*");
    }

    @Test
    void setsWithoutEndAreWrittenAndReadButNotCounted() {
        Partitioning days =
                Partitioning.of(TimeDimension.of("ds", TimeGrid.utc(Grain.DAY), new Interval(0, Long.MAX_VALUE)));
        assertThat(days.domain()).hasToString("1970-01-01..");
        for (String text : List.of("1970-01-01..", "..1970-01-01", "..", "..1970-01-01,1970-01-03,1970-01-05..")) {
            assertThat(days.parse(text)).hasToString(text);
            assertThatThrownBy(() -> days.parse(text).count())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("unbounded");
            assertThatThrownBy(() -> days.parse(text).partitions()).hasMessageContaining("unbounded");
        }
    }

    @Test
    void setsOfOtherPartitioningsAreRefused() {
        PartitionSet days = Partitioning.of(days("ds", 3)).domain();
        PartitionSet months = Partitioning.of(months("ds", 3)).domain();
        assertThatThrownBy(() -> days.union(months))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different shape");
        assertThat(days.equals(Partitioning.of(days("other", 3)).domain())).isFalse();
        assertThat(days).isEqualTo(Partitioning.of(days("ds", 9)).domain().restrictTime(IntervalSet.of(-1, 2)));
    }

    @Test
    void theSamePeriodsAndKeysAreASetOfAnotherPartitioningOfTheSameKinds() {
        Partitioning declared = Partitioning.of(days("ds", 3), keys("origin", "EWR", "JFK"));
        Partitioning other = Partitioning.of(days("day", 9), keys("airport", "EWR"));
        assertThat(declared.parse("ds=1970-01-02&origin=JFK").in(other))
                .isEqualTo(other.parse("day=1970-01-02&airport=JFK"));
        assertThatThrownBy(() -> declared.domain().in(Partitioning.of(keys("origin", "EWR"), days("ds", 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other kinds");
    }

    @Test
    void tenMillionPartitionsAreAFewRanges() {
        Partitioning wide = Partitioning.of(
                TimeDimension.of("at", TimeGrid.utc(Grain.HOUR), new Interval(0, Long.MAX_VALUE)), keys("a", "x", "y"));
        int ranges = 20_000;
        List<Interval> intervals = new ArrayList<>();
        for (long i = 0; i < ranges; i++) {
            intervals.add(new Interval(500 * i, 500 * i + 250));
        }
        Collections.shuffle(intervals, new Random(3));
        IntervalSet scattered = IntervalSet.of(intervals);
        PartitionSet x = PartitionSet.box(
                wide, List.of(new TimeSlice(scattered), keys("a", "x").domain()));
        PartitionSet both = PartitionSet.box(
                wide,
                List.of(new TimeSlice(scattered.shift(125)), keys("a", "x", "y").domain()));
        assertThat(both.count()).isEqualTo(10_000_000);
        assertThat(x.union(both).count()).isEqualTo(12_500_000);
        assertThat(x.intersect(both).count()).isEqualTo(2_500_000);
        assertThat(both.minus(x).count()).isEqualTo(7_500_000);
        PartitionSet.Halves halves = both.halves().orElseThrow();
        assertThat(halves.first().count()).isEqualTo(5_000_000);
        assertThat(both.partitions().limit(3)).hasSize(3);
        assertThat(wide.parse(both.toString())).isEqualTo(both);
    }
}
