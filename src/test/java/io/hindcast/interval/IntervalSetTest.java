package io.hindcast.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All sets over five ordinals and the two endless tails, against sets of numbers in a window around them. */
class IntervalSetTest {

    private static final int CORE = 5;
    private static final int BEFORE = 1 << CORE;
    private static final int AFTER = 2 << CORE;
    private static final int WORLDS = 4 << CORE;
    private static final long FAR = 30;

    @Test
    void everySetHoldsWhatItWasMadeOf() {
        for (int world = 0; world < WORLDS; world++) {
            IntervalSet set = set(world);
            assertThat(numbers(set)).isEqualTo(model(world));
            assertThat(set.isEmpty()).isEqualTo(world == 0);
            assertThat(set.isBounded()).isEqualTo(world < BEFORE);
            assertThat(IntervalSet.of(set.intervals())).isEqualTo(set).hasSameHashCodeAs(set);
            for (int i = 1; i < set.intervals().size(); i++) {
                assertThat(set.intervals().get(i).from())
                        .isGreaterThan(set.intervals().get(i - 1).until());
            }
        }
    }

    @Test
    void countFirstAndLastAreThoseOfTheNumbers() {
        for (int world = 1; world < BEFORE; world++) {
            SortedSet<Long> model = model(world);
            assertThat(set(world).count()).isEqualTo(model.size());
            assertThat(set(world).first()).isEqualTo(model.first());
            assertThat(set(world).last()).isEqualTo(model.last());
        }
    }

    @Test
    void operationsOnAllPairsAreThoseOfSetsOfNumbers() {
        for (int a = 0; a < WORLDS; a++) {
            for (int b = 0; b < WORLDS; b++) {
                IntervalSet left = set(a);
                IntervalSet right = set(b);
                assertThat(left.union(right)).isEqualTo(set(a | b));
                assertThat(left.intersect(right)).isEqualTo(set(a & b));
                assertThat(left.minus(right)).isEqualTo(set(a & ~b));
                assertThat(left.containsAll(right)).isEqualTo((b & ~a) == 0);
                assertThat(left.intersects(right)).isEqualTo((a & b) != 0);
                assertThat(left.equals(right)).isEqualTo(a == b);
            }
        }
    }

    @Test
    void operationsOnAllPairsOfSetsOfManyRangesAreThoseOfBits() {
        int ordinals = 9;
        IntervalSet[] sets = new IntervalSet[1 << ordinals];
        for (int bits = 0; bits < sets.length; bits++) {
            IntervalSetBuilder builder = new IntervalSetBuilder(1);
            for (int i = 0; i < ordinals; i++) {
                builder.add(i, i + (bits >> i & 1));
            }
            sets[bits] = builder.build();
        }
        for (int a = 0; a < sets.length; a++) {
            for (int b = 0; b < sets.length; b++) {
                boolean holds = sets[a].union(sets[b]).equals(sets[a | b])
                        && sets[a].intersect(sets[b]).equals(sets[a & b])
                        && sets[a].minus(sets[b]).equals(sets[a & ~b])
                        && sets[a].containsAll(sets[b]) == ((b & ~a) == 0)
                        && sets[a].intersects(sets[b]) == ((a & b) != 0);
                assertThat(holds).as("%s and %s", sets[a], sets[b]).isTrue();
            }
        }
    }

    @Test
    void whatAnOperationDoesNotChangeIsShared() {
        IntervalSet many = IntervalSet.of(List.of(new Interval(0, 3), new Interval(5, 9), new Interval(12, 14)));
        IntervalSet some = IntervalSet.of(List.of(new Interval(5, 6), new Interval(13, 14)));
        assertThat(many.union(some)).isSameAs(many);
        assertThat(many.intersect(IntervalSet.of(0, 14))).isSameAs(many);
        assertThat(some.intersect(many)).isSameAs(some);
        assertThat(many.minus(IntervalSet.of(9, 12))).isSameAs(many);
        assertThat(many.plus(IntervalSet.point(0))).isSameAs(many);
    }

    @Test
    void rangesAreReadByTheirPlace() {
        IntervalSet set = IntervalSet.of(List.of(new Interval(Long.MIN_VALUE, 3), new Interval(5, 9)));
        assertThat(set.ranges()).isEqualTo(2);
        assertThat(set.from(0)).isEqualTo(Long.MIN_VALUE);
        assertThat(set.until(0)).isEqualTo(3);
        assertThat(set.from(1)).isEqualTo(5);
        assertThat(set.until(1)).isEqualTo(9);
    }

    @Tag("long")
    @Test
    void sumsOfAllPairsAreTheSumsOfTheirNumbers() {
        for (int a = 0; a < WORLDS; a++) {
            SortedSet<Long> left = model(a);
            for (int b = 0; b < WORLDS; b++) {
                SortedSet<Long> right = model(b);
                IntervalSet sum = set(a).plus(set(b));
                for (long x = -CORE; x < 2 * CORE; x++) {
                    long wanted = x;
                    boolean reachable = left.stream().anyMatch(y -> right.contains(wanted - y));
                    assertThat(sum.contains(x)).isEqualTo(reachable);
                }
            }
        }
    }

    @Test
    void shiftingAndNegatingMoveEveryNumber() {
        for (int world = 0; world < WORLDS; world++) {
            IntervalSet set = set(world);
            for (long x = -CORE; x < 2 * CORE; x++) {
                assertThat(set.negate().contains(x)).isEqualTo(set.contains(-x));
                assertThat(set.shift(3).contains(x)).isEqualTo(set.contains(x - 3));
            }
            assertThat(set.negate().negate()).isEqualTo(set);
            assertThat(set.shift(-4).shift(4)).isEqualTo(set);
            assertThat(set.shift(7).isBounded()).isEqualTo(set.isBounded());
        }
    }

    @Test
    void theUnionOfManyIsTheUnionOneByOne() {
        List<IntervalSet> points = LongStream.range(0, 100)
                .map(i -> i * 37 % 100)
                .filter(i -> i % 10 != 9)
                .mapToObj(IntervalSet::point)
                .toList();
        assertThat(IntervalSet.unionAll(points).toString())
                .isEqualTo("[0,9) [10,19) [20,29) [30,39) [40,49) [50,59) [60,69) [70,79) [80,89) [90,99)");
        assertThat(IntervalSet.unionAll(List.of())).isEqualTo(IntervalSet.empty());
    }

    @Test
    void overlappingAndTouchingRangesInAnyOrderBecomeOne() {
        List<Interval> ranges = new ArrayList<>(
                List.of(new Interval(0, 10), new Interval(2, 3), new Interval(10, 12), new Interval(20, 21)));
        Collections.shuffle(ranges, new Random(1));
        assertThat(IntervalSet.of(ranges).intervals()).containsExactly(new Interval(0, 12), new Interval(20, 21));
    }

    @Test
    void halfAMillionRangesAreMergedAsRanges() {
        int ranges = 500_000;
        IntervalSetBuilder builder = new IntervalSetBuilder(1);
        LongStream.range(0, ranges).forEach(i -> builder.add(20 * i, 20 * i + 10));
        IntervalSet even = builder.build();
        IntervalSet odd = even.shift(10);
        assertThat(even.intersects(odd)).isFalse();
        assertThat(even.union(odd)).isEqualTo(IntervalSet.of(0, 20L * ranges));
        assertThat(IntervalSet.of(0, 20L * ranges).minus(even)).isEqualTo(odd);
        assertThat(even.plus(IntervalSet.of(-1, 2)).count()).isEqualTo(12L * ranges);
        assertThat(even.count()).isEqualTo(10L * ranges);
    }

    @Test
    void whatHasNoEndHasNoCountAndNoLast() {
        assertThatThrownBy(() -> IntervalSet.of(3, Long.MAX_VALUE).count())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unbounded");
        assertThatThrownBy(() -> IntervalSet.of(3, Long.MAX_VALUE).last()).hasMessageContaining("no last");
        assertThatThrownBy(() -> IntervalSet.of(Long.MIN_VALUE, 3).first()).hasMessageContaining("no first");
        assertThatThrownBy(() -> IntervalSet.empty().first()).hasMessageContaining("empty");
        assertThatThrownBy(() -> new Interval(3, 3)).hasMessageContaining("empty interval: 3 until 3");
    }

    /** The set of a world, made of single ordinals in descending order. */
    private static IntervalSet set(int world) {
        List<Interval> parts = new ArrayList<>();
        for (int i = CORE - 1; i >= 0; i--) {
            if ((world >> i & 1) == 1) {
                parts.add(Interval.point(i));
            }
        }
        if ((world & AFTER) != 0) {
            parts.add(new Interval(CORE, Long.MAX_VALUE));
        }
        if ((world & BEFORE) != 0) {
            parts.add(new Interval(Long.MIN_VALUE, 0));
        }
        return IntervalSet.of(parts);
    }

    private static SortedSet<Long> model(int world) {
        return LongStream.rangeClosed(-FAR, FAR)
                .filter(i -> (i < 0 ? world & BEFORE : i >= CORE ? world & AFTER : world & 1 << i) != 0)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedSet<Long> numbers(IntervalSet set) {
        return LongStream.rangeClosed(-FAR, FAR)
                .filter(set::contains)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
