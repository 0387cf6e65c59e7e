package io.hindcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.KeySource;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both directions of mappings on small worlds, pair by pair, against a relation that is written out by hand: the hours
 * that clocks show for alignment, arithmetic for offsets, string sets for keys.
 */
@Tag("once")
class MappingLawTest {

    private static final List<IntervalSet> OFFSETS = List.of(
            IntervalSet.point(0),
            IntervalSet.of(-2, 1),
            IntervalSet.of(-1, 2),
            IntervalSet.point(-1),
            IntervalSet.point(2),
            IntervalSet.point(-2).union(IntervalSet.of(1, 3)),
            IntervalSet.of(Long.MIN_VALUE, 1),
            IntervalSet.of(Long.MIN_VALUE, 0),
            IntervalSet.of(1, Long.MAX_VALUE),
            IntervalSet.all().minus(IntervalSet.point(0)),
            IntervalSet.all());

    /** A date in a zone near which the calendar or the clocks are worth a look. */
    record Spot(String zone, String date) {

        long around(Grain grain) {
            return grain.ordinalOf(LocalDate.parse(date).atStartOfDay());
        }
    }

    static List<Spot> spots() {
        return List.of(
                new Spot("UTC", "2024-02-29"),
                new Spot("UTC", "2021-01-02"),
                new Spot("UTC", "1969-12-31"),
                new Spot("America/New_York", "2013-03-10"),
                new Spot("America/New_York", "2013-11-03"),
                new Spot("Asia/Kolkata", "2026-01-01"),
                new Spot("Australia/Lord_Howe", "2025-04-06"),
                new Spot("America/Sao_Paulo", "2018-11-04"),
                new Spot("Pacific/Apia", "2011-12-30"));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("spots")
    void everyPairOfGrainsAndEveryOffsetKeepsTheLaw(Spot spot) {
        ZoneId zone = ZoneId.of(spot.zone());
        for (Grain downGrain : Grain.values()) {
            for (Grain upGrain : Grain.values()) {
                TimeGrid down = new TimeGrid(downGrain, zone);
                for (TimeGrid up : upstreamGrids(upGrain, spot)) {
                    Overlap overlap = new Overlap(down, up);
                    TimeDimension reader = dimension("ds", down, spot, 2);
                    TimeDimension read = dimension("month", up, spot, 2);
                    for (IntervalSet offsets : OFFSETS) {
                        Mapping mapping = Mappings.between(
                                Partitioning.of(reader), Partitioning.of(read), MappingRule.offsets(offsets));
                        checkLaw(mapping, (d, u) -> overlap.reads(d.ordinal("ds"), u.ordinal("month"), offsets));
                    }
                }
            }
        }
    }

    /** The grain in the same zone and in UTC, where that is another thing. */
    private static List<TimeGrid> upstreamGrids(Grain grain, Spot spot) {
        TimeGrid local = new TimeGrid(grain, ZoneId.of(spot.zone()));
        boolean same = grain == Grain.HOUR || spot.zone().equals("UTC");
        return same ? List.of(local) : List.of(local, TimeGrid.utc(grain));
    }

    private static TimeDimension dimension(String column, TimeGrid grid, Spot spot, int reach) {
        long middle = spot.around(grid.grain());
        return TimeDimension.of(column, grid, new Interval(middle - reach, middle + reach + 1));
    }

    /** Alignment by counting: two periods overlap when some quarter of an hour is shown as both. */
    private static final class Overlap {
        private final TimeGrid down;
        private final TimeGrid up;
        private final Map<Long, long[]> upstreamOf = new HashMap<>();

        Overlap(TimeGrid down, TimeGrid up) {
            this.down = down;
            this.up = up;
        }

        boolean reads(long d, long u, IntervalSet offsets) {
            for (long aligned : upstreamOf.computeIfAbsent(d, this::overlapping)) {
                if (offsets.contains(u - aligned)) {
                    return true;
                }
            }
            return false;
        }

        private long[] overlapping(long d) {
            SortedSet<Long> found = new TreeSet<>();
            if (down.samePeriods(up)) {
                return new long[] {d};
            }
            LocalDateTime first = down.grain().start(d).minusHours(30);
            LocalDateTime last = down.grain().start(d + 1).plusHours(30);
            // A quarter of an hour where clocks matter, a whole one inside long periods.
            for (LocalDateTime at = first; at.isBefore(last); ) {
                Instant moment = at.toInstant(ZoneOffset.UTC);
                if (shown(down, moment) == d) {
                    found.add(shown(up, moment));
                }
                boolean inside = at.isAfter(first.plusDays(4)) && at.isBefore(last.minusDays(4));
                at = inside ? at.plusHours(up.grain() == Grain.HOUR ? 1 : 12) : at.plusMinutes(15);
            }
            return found.stream().mapToLong(Long::longValue).toArray();
        }

        private static long shown(TimeGrid grid, Instant moment) {
            ZoneId clock = grid.grain() == Grain.HOUR ? ZoneOffset.UTC : grid.zone();
            return grid.grain().ordinalOf(LocalDateTime.ofInstant(moment, clock));
        }
    }

    /** A mapping and the relation it should be. */
    record Case(String name, Mapping mapping, BiPredicate<Partition, Partition> reads) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> products() {
        List<Case> cases = new ArrayList<>();
        TimeDimension days = days("ds", 29, 33);
        TimeDimension months = TimeDimension.of("month", TimeGrid.utc(Grain.MONTH), new Interval(0, 2));
        KeyDimension origins = keys("origin", "EWR", "JFK", "LGA");
        KeyDimension carriers = keys("carrier", "AA", "UA");
        BiPredicate<Partition, Partition> sameDay = (d, u) -> d.ordinal("ds") == u.ordinal("ds");
        BiPredicate<Partition, Partition> sameOrigin = (d, u) -> d.key("origin").equals(u.key("origin"));
        BiPredicate<Partition, Partition> dayOfMonth =
                (d, u) -> LocalDate.ofEpochDay(u.ordinal("ds")).getMonthValue() - 1 == d.ordinal("month");
        MappingRule same = MappingRule.same();
        Partitioning none = Partitioning.none();

        cases.add(of("none to none", none, none, same, (d, u) -> true));
        cases.add(of("days to none", Partitioning.of(days), none, same, (d, u) -> true));
        cases.add(of("none to days", none, Partitioning.of(days), same, (d, u) -> true));
        cases.add(of("keys to days", Partitioning.of(origins), Partitioning.of(days), same, (d, u) -> true));
        cases.add(of(
                "whole",
                Partitioning.of(days, origins),
                Partitioning.of(days, origins),
                MappingRule.whole(),
                (d, u) -> true));
        cases.add(of(
                "product",
                Partitioning.of(days, origins),
                Partitioning.of(days, origins),
                same,
                sameDay.and(sameOrigin)));
        cases.add(of(
                "other order",
                Partitioning.of(origins, days),
                Partitioning.of(days, origins),
                same,
                sameDay.and(sameOrigin)));
        cases.add(of("missing upstream", Partitioning.of(days, origins), Partitioning.of(days), same, sameDay));
        cases.add(of("missing downstream", Partitioning.of(origins), Partitioning.of(days, origins), same, sameOrigin));
        cases.add(of("other keys", Partitioning.of(days, carriers), Partitioning.of(days, origins), same, sameDay));
        cases.add(of(
                "roll-up with keys",
                Partitioning.of(months, origins),
                Partitioning.of(days, origins),
                same,
                dayOfMonth.and(sameOrigin)));
        cases.add(of(
                "three dimensions",
                Partitioning.of(months, origins),
                Partitioning.of(carriers, origins, days),
                same,
                dayOfMonth.and(sameOrigin)));
        cases.add(of(
                "two times, window on the first",
                Partitioning.of(days, days("loaded", 0, 3)),
                Partitioning.of(days("loaded", 1, 4), days),
                MappingRule.window(1, 0),
                (d, u) -> d.ordinal("loaded") == u.ordinal("loaded")
                        && (u.ordinal("ds") == d.ordinal("ds") || u.ordinal("ds") == d.ordinal("ds") - 1)));
        Map<String, SortedSet<String>> fed = Map.of("EWR", set("JFK", "LGA"), "XXX", set("EWR"), "LGA", set());
        BiPredicate<Partition, Partition> fedOrigin = (d, u) -> {
            String up = u.key("origin");
            return switch (d.key("origin")) {
                case "EWR" -> up.equals("JFK") || up.equals("LGA");
                case "XXX" -> up.equals("EWR");
                case "LGA" -> false;
                default -> up.equals(d.key("origin"));
            };
        };
        Partitioning more = Partitioning.of(keys("origin", "EWR", "JFK", "LGA", "XXX"), days);
        cases.add(of(
                "keys rule",
                more,
                Partitioning.of(days, origins),
                same.withKeys("origin", fed),
                sameDay.and(fedOrigin)));
        cases.add(of(
                "lag and keys rule",
                more,
                Partitioning.of(days, origins),
                MappingRule.lag(2).withKeys("origin", fed),
                fedOrigin.and((d, u) -> u.ordinal("ds") == d.ordinal("ds") - 2)));
        cases.add(of(
                "whole of ruled keys",
                more,
                Partitioning.of(days, origins),
                MappingRule.whole().withKeys("origin", fed),
                fedOrigin));
        cases.add(new Case(
                "self",
                Mappings.self(Partitioning.of(days, origins), IntervalSet.of(-2, 1)),
                sameOrigin.and((d, u) -> u.ordinal("ds") < d.ordinal("ds") && u.ordinal("ds") >= d.ordinal("ds") - 2)));
        return cases;
    }

    private static Case of(
            String name,
            Partitioning down,
            Partitioning up,
            MappingRule rule,
            BiPredicate<Partition, Partition> reads) {
        return new Case(name, Mappings.between(down, up, rule), reads);
    }

    private static TimeDimension days(String column, long from, long until) {
        return TimeDimension.of(column, TimeGrid.utc(Grain.DAY), new Interval(from, until));
    }

    private static KeyDimension keys(String column, String... keys) {
        return new KeyDimension(column, new KeySource.Listed(set(keys)));
    }

    private static SortedSet<String> set(String... keys) {
        return new TreeSet<>(List.of(keys));
    }

    @ParameterizedTest
    @MethodSource("products")
    void productsKeepTheLaw(Case test) {
        checkLaw(test.mapping(), test.reads());
    }

    /** The law, the relation itself, what is outside, and that sets map as their partitions do. */
    private static void checkLaw(Mapping mapping, BiPredicate<Partition, Partition> reads) {
        PartitionSet declared = mapping.upstream().domain();
        PartitionSet readable = mapping.downstream().domain();
        List<Partition> readers = readable.partitions().toList();
        List<Partition> inputs = declared.partitions().toList();
        List<Partition> around =
                widened(mapping.upstream()).minus(declared).partitions().toList();
        List<Mapped> upstream = readers.stream()
                .map(d -> mapping.upstreamOf(PartitionSet.of(mapping.downstream(), d)))
                .toList();
        List<PartitionSet> downstream = inputs.stream()
                .map(u -> mapping.downstreamOf(PartitionSet.of(mapping.upstream(), u)))
                .toList();
        for (int i = 0; i < readers.size(); i++) {
            Partition d = readers.get(i);
            for (int j = 0; j < inputs.size(); j++) {
                Partition u = inputs.get(j);
                boolean expected = reads.test(d, u);
                check(upstream.get(i).inside().contains(u) == expected, mapping, d, u);
                check(downstream.get(j).contains(d) == expected, mapping, d, u);
            }
            for (Partition u : around) {
                // Without a rule between them, a reader of all reads all that is declared and nothing beyond.
                check(!upstream.get(i).outside().contains(u) || reads.test(d, u), mapping, d, u);
            }
            check(!upstream.get(i).outside().intersects(declared), mapping, d, d);
        }
        checkUnions(mapping, readers, upstream, inputs, downstream);
    }

    private static void check(boolean holds, Mapping mapping, Partition d, Partition u) {
        if (!holds) {
            throw new AssertionError(mapping.description() + ": " + d + " reads " + u + "? " + mapping.downstream()
                    + " of " + mapping.upstream());
        }
    }

    /** Some stretches of partitions, and every second partition. */
    private static void checkUnions(
            Mapping mapping,
            List<Partition> readers,
            List<Mapped> upstream,
            List<Partition> inputs,
            List<PartitionSet> downstream) {
        for (IntPredicate chosen : samples(readers.size())) {
            Mapped whole = mapping.upstreamOf(union(mapping.downstream(), some(readers, chosen)));
            List<Mapped> parts = some(upstream, chosen);
            assertThat(whole.inside().equals(all(mapping.upstream(), parts, Mapped::inside)))
                    .isTrue();
            assertThat(whole.outside().equals(all(mapping.upstream(), parts, Mapped::outside)))
                    .isTrue();
        }
        for (IntPredicate chosen : samples(inputs.size())) {
            PartitionSet whole = mapping.downstreamOf(union(mapping.upstream(), some(inputs, chosen)));
            assertThat(whole.equals(PartitionSet.unionAll(mapping.downstream(), some(downstream, chosen))))
                    .isTrue();
        }
    }

    private static List<IntPredicate> samples(int size) {
        return List.of(i -> false, i -> true, i -> i >= size / 3, i -> i % 2 == 0);
    }

    private static <T> List<T> some(List<T> all, IntPredicate chosen) {
        return IntStream.range(0, all.size()).filter(chosen).mapToObj(all::get).toList();
    }

    private static PartitionSet all(Partitioning side, List<Mapped> parts, Function<Mapped, PartitionSet> part) {
        return PartitionSet.unionAll(side, parts.stream().map(part).toList());
    }

    private static PartitionSet union(Partitioning partitioning, List<Partition> partitions) {
        return PartitionSet.unionAll(
                partitioning,
                partitions.stream().map(p -> PartitionSet.of(partitioning, p)).toList());
    }

    /** The declared partitions and some around them. */
    private static PartitionSet widened(Partitioning partitioning) {
        List<Dimension> dimensions = new ArrayList<>();
        for (Dimension dimension : partitioning.dimensions()) {
            if (dimension instanceof TimeDimension time) {
                Interval wider =
                        new Interval(time.declared().from() - 4, time.declared().until() + 4);
                dimensions.add(TimeDimension.of(time.column(), time.grid(), wider));
            } else {
                dimensions.add(keys(dimension.column(), "AA", "EWR", "JFK", "LGA", "UA", "XXX", "ZZZ"));
            }
        }
        return new Partitioning(dimensions).domain();
    }
}
