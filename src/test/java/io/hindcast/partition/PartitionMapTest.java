package io.hindcast.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartitionMapTest {

    private static final TimeDimension DAYS = TimeDimension.of("ds", TimeGrid.utc(Grain.DAY), new Interval(0, 5));
    private static final KeyDimension KEYS =
            new KeyDimension("k", new KeySource.Listed(new TreeSet<>(List.of("a", "b", "c"))));
    private static final TimeDimension MONTHS = TimeDimension.of("m", TimeGrid.utc(Grain.MONTH), new Interval(0, 2));

    static List<Partitioning> partitionings() {
        return List.of(
                Partitioning.none(),
                Partitioning.of(DAYS),
                Partitioning.of(KEYS),
                Partitioning.of(DAYS, KEYS),
                Partitioning.of(KEYS, DAYS),
                Partitioning.of(DAYS, KEYS, MONTHS));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("partitionings")
    void randomChangesLeaveWhatTheyLeaveInAMapOfPartitions(Partitioning partitioning) {
        Random random = new Random(11);
        for (int round = 0; round < 40; round++) {
            PartitionMap<String> map = PartitionMap.empty(partitioning);
            Map<Partition, String> model = new TreeMap<>();
            for (int step = 0; step < 12; step++) {
                PartitionSet set = randomSet(partitioning, random);
                String value = "v" + random.nextInt(3);
                switch (random.nextInt(5)) {
                    case 0 -> {
                        map = map.without(set);
                        set.partitions().forEach(model::remove);
                    }
                    case 1 -> {
                        PartitionSet kept = map.covered().minus(set);
                        map = map.restrictedTo(kept);
                        model.keySet().removeIf(partition -> !kept.contains(partition));
                    }
                    default -> {
                        map = map.with(set, value);
                        set.partitions().forEach(partition -> model.put(partition, value));
                    }
                }
                assertHolds(map, model);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("partitionings")
    void manyEntriesAtOnceAreTheSameAsOneAfterTheOther(Partitioning partitioning) {
        Random random = new Random(12);
        for (int round = 0; round < 50; round++) {
            PartitionMap<Integer> oneByOne = PartitionMap.empty(partitioning);
            List<PartitionMap.Entry<Integer>> entries = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                PartitionSet set = randomSet(partitioning, random);
                int value = random.nextInt(4);
                oneByOne = oneByOne.with(set, value);
                entries.add(new PartitionMap.Entry<>(set, value));
            }
            assertThat(PartitionMap.of(partitioning, entries))
                    .isEqualTo(oneByOne)
                    .hasSameHashCodeAs(oneByOne);
            PartitionMap<Integer> first = PartitionMap.of(partitioning, entries.subList(0, 4));
            PartitionMap<Integer> second = PartitionMap.of(partitioning, entries.subList(4, 9));
            assertThat(first.withAll(second)).isEqualTo(oneByOne);
            assertThat(first.withAll(entries.subList(4, 9))).isEqualTo(oneByOne);
        }
    }

    @Tag("long")
    @Test
    void thousandsOfDaysWithAValueEachAreFoundAndReplaced() {
        Partitioning days =
                Partitioning.of(TimeDimension.of("ds", TimeGrid.utc(Grain.DAY), new Interval(0, Long.MAX_VALUE)));
        int count = 100_000;
        List<PartitionMap.Entry<Integer>> entries = IntStream.range(0, count)
                .mapToObj(
                        i -> new PartitionMap.Entry<>(PartitionSet.ofTime(days, IntervalSet.point(i * 7L % count)), i))
                .toList();
        PartitionMap<Integer> map = PartitionMap.of(days, entries);
        assertThat(map.covered()).isEqualTo(PartitionSet.ofTime(days, IntervalSet.of(0, count)));
        assertThat(map.groups()).hasSize(count);
        for (int i = 0; i < 1000; i++) {
            Partition day = new Partition(days, List.of(new Coordinate.Time(i * 7L % count)));
            assertThat(map.at(day)).hasValue(i);
        }
        PartitionMap<Integer> flat = map.with(PartitionSet.ofTime(days, IntervalSet.of(5, count)), -1);
        assertThat(flat.groups().keySet()).hasSize(6).last().isEqualTo(-1);
        assertThat(flat)
                .hasToString(flat.groups().entrySet().stream()
                        .map(group -> group.getValue() + ": " + group.getKey())
                        .collect(Collectors.joining("; ", "{", "}")));
    }

    private static void assertHolds(PartitionMap<String> map, Map<Partition, String> model) {
        Partitioning partitioning = map.partitioning();
        partitioning
                .domain()
                .partitions()
                .forEach(partition ->
                        assertThat(map.at(partition)).isEqualTo(Optional.ofNullable(model.get(partition))));
        assertThat(map.covered().partitions()).containsExactlyElementsOf(model.keySet());
        assertThat(map.isEmpty()).isEqualTo(model.isEmpty());
        Map<String, List<Partition>> groups = new LinkedHashMap<>();
        model.forEach((partition, value) ->
                groups.computeIfAbsent(value, absent -> new ArrayList<>()).add(partition));
        assertThat(map.groups().keySet()).containsExactlyElementsOf(groups.keySet());
        map.groups()
                .forEach((value, set) ->
                        assertThat(set.partitions()).containsExactlyElementsOf(groups.getOrDefault(value, List.of())));
    }

    private static PartitionSet randomSet(Partitioning partitioning, Random random) {
        List<PartitionSet> chosen = partitioning
                .domain()
                .partitions()
                .filter(partition -> random.nextInt(3) == 0)
                .map(partition -> PartitionSet.of(partitioning, partition))
                .toList();
        return PartitionSet.unionAll(partitioning, chosen);
    }
}
