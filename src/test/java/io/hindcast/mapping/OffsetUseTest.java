package io.hindcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.BatchRead;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.testing.Partitionings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which offsets batches were seen to need: all small worlds against a model that counts, and how it is written. */
class OffsetUseTest {

    private static final Partitioning DAYS = Partitionings.days("2013-01-01..2013-12-31");
    private static final long BEGIN = LocalDate.parse("2013-06-01").toEpochDay();

    /** One batch in days from {@link #BEGIN}. */
    private record Batch(NavigableSet<Integer> targets, NavigableSet<Integer> there, NavigableSet<Integer> read) {

        BatchRead reading() {
            return new BatchRead(set(targets), set(there), set(read));
        }
    }

    private static PartitionSet set(NavigableSet<Integer> days) {
        return PartitionSet.ofTime(
                DAYS,
                IntervalSet.unionAll(
                        days.stream().map(day -> IntervalSet.point(BEGIN + day)).toList()));
    }

    private static List<NavigableSet<Integer>> subsets(int from, int until) {
        return IntStream.range(0, 1 << (until - from))
                .mapToObj(bits -> {
                    NavigableSet<Integer> subset = new TreeSet<>();
                    IntStream.range(from, until)
                            .filter(i -> ((bits >> (i - from)) & 1) == 1)
                            .forEach(subset::add);
                    return subset;
                })
                .toList();
    }

    private static NavigableSet<Integer> filtered(NavigableSet<Integer> all, Predicate<Integer> filter) {
        NavigableSet<Integer> some = new TreeSet<>();
        all.stream().filter(filter).forEach(some::add);
        return some;
    }

    /** What a job reads that needs the same offsets for each partition. */
    private static Batch batch(
            NavigableSet<Integer> targets, NavigableSet<Integer> there, NavigableSet<Integer> needed) {
        return new Batch(
                targets,
                there,
                filtered(there, day -> targets.stream().anyMatch(target -> needed.contains(day - target))));
    }

    private static Optional<NavigableSet<Integer>> enough(NavigableSet<Integer> declared, List<Batch> batches) {
        IntervalSet offsets =
                IntervalSet.unionAll(declared.stream().map(IntervalSet::point).toList());
        return Mappings.between(DAYS, DAYS, MappingRule.offsets(offsets))
                .enoughFor(batches.stream().map(Batch::reading).toList())
                .map(rule -> ((TimeRule.Aligned) rule.time()).offsets())
                .map(kept -> filtered(new TreeSet<>(declared), kept::contains));
    }

    /** The same by counting: an offset goes when, at some target, something was there at it and nobody read it. */
    private static Optional<NavigableSet<Integer>> naive(NavigableSet<Integer> declared, List<Batch> batches) {
        NavigableSet<Integer> kept = filtered(
                declared,
                offset -> batches.stream()
                        .noneMatch(batch -> batch.targets().stream()
                                .map(target -> target + offset)
                                .anyMatch(day -> batch.there().contains(day)
                                        && !batch.read().contains(day))));
        boolean explained = batches.stream()
                .allMatch(batch -> batch.read().stream()
                        .allMatch(day -> batch.targets().stream().anyMatch(target -> kept.contains(day - target))));
        long targets = batches.stream()
                .flatMap(batch -> batch.targets().stream())
                .distinct()
                .count();
        return kept.isEmpty() || kept.equals(declared) || !explained || targets < 3
                ? Optional.empty()
                : Optional.of(kept);
    }

    @Tag("long")
    @Test
    void everySmallBatchIsJudgedAsByCounting() {
        List<NavigableSet<Integer>> declarations = subsets(-2, 2);
        int hints = 0;
        for (NavigableSet<Integer> targets : subsets(0, 4)) {
            for (NavigableSet<Integer> there : subsets(-2, 4)) {
                for (NavigableSet<Integer> declared : declarations) {
                    for (NavigableSet<Integer> needed : declarations) {
                        if (!declared.isEmpty() && declared.containsAll(needed)) {
                            hints += judged(declared, needed, List.of(batch(targets, there, needed)));
                        }
                    }
                }
            }
        }
        assertThat(hints).isGreaterThan(1_000);
    }

    @Test
    @Tag("long")
    void twoBatchesTellWhatEachOfThemTells() {
        List<NavigableSet<Integer>> targets = List.of(
                new TreeSet<>(List.of(0)), new TreeSet<>(List.of(0, 1)), new TreeSet<>(List.of(0, 2)), new TreeSet<>());
        NavigableSet<Integer> declared = new TreeSet<>(List.of(-2, -1, 0));
        int hints = 0;
        for (NavigableSet<Integer> first : targets) {
            for (NavigableSet<Integer> second : targets) {
                for (NavigableSet<Integer> there : subsets(-2, 3)) {
                    for (NavigableSet<Integer> other : subsets(-2, 3)) {
                        for (NavigableSet<Integer> needed : subsets(-2, 1)) {
                            hints += judged(
                                    declared,
                                    needed,
                                    List.of(batch(first, there, needed), batch(second, other, needed)));
                        }
                    }
                }
            }
        }
        assertThat(hints).isGreaterThan(100);
    }

    private static int judged(NavigableSet<Integer> declared, NavigableSet<Integer> needed, List<Batch> batches) {
        Optional<NavigableSet<Integer>> enough = enough(declared, batches);
        assertThat(enough).as("%s of %s in %s", needed, declared, batches).isEqualTo(naive(declared, batches));
        enough.ifPresent(kept -> assertThat(kept)
                .as("what is given up is needed by nobody: %s", batches)
                .containsAll(needed));
        return enough.isPresent() ? 1 : 0;
    }

    @Test
    void whatWasReadIsNeverLostWhateverAJobReads() {
        NavigableSet<Integer> declared = new TreeSet<>(List.of(-2, -1, 0));
        NavigableSet<Integer> there = new TreeSet<>(List.of(-2, -1, 0, 1, 2, 3));
        for (NavigableSet<Integer> targets : subsets(0, 4)) {
            for (NavigableSet<Integer> read : subsets(-2, 4)) {
                Batch batch = new Batch(targets, there, read);
                enough(declared, List.of(batch))
                        .ifPresent(kept -> assertThat(read)
                                .as("%s", batch)
                                .allMatch(day -> targets.stream().anyMatch(target -> kept.contains(day - target))));
            }
        }
    }

    private static PartitionSet days(String text) {
        return DAYS.parse(text);
    }

    private static Optional<String> written(MappingRule rule, BatchRead... readings) {
        return Mappings.between(DAYS, DAYS, rule).enoughFor(List.of(readings)).map(MappingRule::declaration);
    }

    @Test
    void theTighterMappingIsWrittenAsItsAuthorWould() {
        String month = "2013-06-01..2013-06-30";
        PartitionSet before = days("2013-05-26..2013-06-30");
        MappingRule six = MappingRule.window(6, 0);
        assertThat(written(six, new BatchRead(days(month), before, days("2013-05-29..2013-06-30"))))
                .contains("window: {before: 3}");
        assertThat(written(six, new BatchRead(days(month), before, days(month))))
                .contains("");
        assertThat(written(six, new BatchRead(days(month), before, days("2013-05-31..2013-06-29"))))
                .contains("lag: 1");
        assertThat(written(six, new BatchRead(days(month), before, before))).isEmpty();
        assertThat(written(
                        MappingRule.window(3, 3),
                        new BatchRead(days(month), days("2013-05-29..2013-07-03"), days("2013-05-31..2013-07-02"))))
                .contains("window: {before: 1, after: 2}");
        assertThat(written(
                        MappingRule.window(-1, 3),
                        new BatchRead(days(month), days("2013-06-02..2013-07-03"), days("2013-06-02..2013-07-02"))))
                .contains("window: {before: -1, after: 2}");
        assertThat(written(
                        MappingRule.window(27, 0),
                        new BatchRead(
                                days("2013-06-01..2013-06-03"),
                                days("2013-05-05..2013-06-03"),
                                days("2013-05-05..2013-05-07,2013-06-01..2013-06-03"))))
                .contains("offsets: [0, -27]");
        assertThat(MappingRule.window(Long.MAX_VALUE, 0).declaration()).isEqualTo("window: {before: unbounded}");
        assertThat(MappingRule.window(2, Long.MAX_VALUE).declaration())
                .isEqualTo("window: {before: 2, after: unbounded}");
        assertThat(MappingRule.whole().declaration()).isEqualTo("all: true");
        assertThat(MappingRule.window(1, -1).selfDeclaration()).isEqualTo("{before: 1}");
        assertThat(MappingRule.window(3, -2).selfDeclaration()).isEqualTo("{before: 3, after: -2}");
    }

    @Test
    void aWholeOrUnboundedInputIsTightenedWhenTheFarthestThatWasThereIsSpared() {
        PartitionSet week = days("2013-06-01..2013-06-07");
        PartitionSet year = days("2013-01-01..2013-12-31");
        PartitionSet read = days("2013-05-30..2013-06-07");
        assertThat(written(MappingRule.whole(), new BatchRead(week, year, read)))
                .contains("window: {before: 2}");
        assertThat(written(
                        MappingRule.window(Long.MAX_VALUE, 0),
                        new BatchRead(week, days("2013-01-01..2013-06-07"), read)))
                .contains("window: {before: 2}");
        assertThat(written(
                        MappingRule.window(Long.MAX_VALUE, 0),
                        new BatchRead(week, days("2013-05-30..2013-06-07"), read)))
                .isEmpty();
    }

    @Test
    void fewPartitionsAndEmptyOnesTellNothing() {
        MappingRule six = MappingRule.window(6, 0);
        assertThat(written(
                        six,
                        new BatchRead(
                                days("2013-06-01..2013-06-02"),
                                days("2013-05-26..2013-06-02"),
                                days("2013-06-01..2013-06-02"))))
                .isEmpty();
        assertThat(written(
                        six,
                        new BatchRead(
                                days("2013-06-01..2013-06-30"),
                                days("2013-06-01..2013-06-30"),
                                days("2013-06-01..2013-06-30"))))
                .isEmpty();
    }

    @Test
    void monthsFromDaysAndDaysFromHoursCountInThePeriodsOfTheInput() {
        Partitioning months = Partitionings.months("2013-01..2013-12");
        Mapping rollUp = Mappings.between(months, DAYS, MappingRule.window(7, 0));
        List<BatchRead> quarter = new ArrayList<>();
        quarter.add(new BatchRead(
                months.parse("2013-02..2013-04"), days("2013-01-25..2013-04-30"), days("2013-01-31..2013-04-30")));
        assertThat(rollUp.enoughFor(quarter).map(MappingRule::declaration)).contains("window: {before: 1}");

        Partitioning hours = Partitionings.hours("2013-01-01..2013-12-31");
        Mapping ofHours = Mappings.between(DAYS, hours, MappingRule.window(3, 0));
        BatchRead three = new BatchRead(
                days("2013-06-01..2013-06-03"),
                hours.parse("2013-05-31T21..2013-06-03T23"),
                hours.parse("2013-05-31T22..2013-06-03T23"));
        assertThat(ofHours.enoughFor(List.of(three)).map(MappingRule::declaration))
                .contains("window: {before: 2}");
    }
}
