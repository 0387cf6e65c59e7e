package io.hindcast.ledger;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When partitions of a source changed, as far as its log and what is remembered tell. */
class SourceStatesTest {

    private static final Partitioning DAYS = days("2013-01-01..2013-01-05");
    private static final Warehouse WAREHOUSE =
            world().source("s", DAYS).asset("a", DAYS, input("s")).warehouse();
    private static final List<Partition> ALL = DAYS.domain().partitions().toList();

    /** A table whose log may lose its beginning, with what only a model knows: what its partitions held at each version. */
    private static final class Source implements Tables {

        private String id = "id-0";
        private boolean renames;
        private long oldest;
        private long files;
        private final Map<Long, Set<Partition>> live = new HashMap<>();
        private final List<TableCommit> commits = new ArrayList<>();
        private final List<Map<Partition, Integer>> contents = new ArrayList<>();

        Source() {
            commit(Set.of(), true);
        }

        /** Rows come into partitions, in one file for each or in one for all. */
        void write(Set<Partition> partitions, boolean together) {
            if (together && !partitions.isEmpty()) {
                live.put(++files, partitions);
            } else {
                partitions.forEach(partition -> live.put(++files, Set.of(partition)));
            }
            commit(partitions, true);
        }

        /** A file is rewritten, with other rows or the same. */
        void rewrite(Random random, boolean changing) {
            if (live.isEmpty()) {
                return;
            }
            List<Long> all = new ArrayList<>(new TreeSet<>(live.keySet()));
            Set<Partition> partitions = Optional.ofNullable(live.remove(all.get(random.nextInt(all.size()))))
                    .orElseThrow();
            if (!changing || random.nextBoolean()) {
                live.put(++files, partitions);
            }
            commit(changing ? partitions : Set.of(), changing);
        }

        private void commit(Set<Partition> changed, boolean isChange) {
            Map<Partition, Integer> held =
                    new HashMap<>(contents.isEmpty() ? Map.of() : contents.get(contents.size() - 1));
            changed.forEach(partition -> held.merge(partition, 1, Integer::sum));
            contents.add(held);
            commits.add(new TableCommit(
                    commits.size(),
                    id,
                    Instant.EPOCH,
                    "WRITE",
                    "",
                    Optional.empty(),
                    set(changed),
                    isChange ? TableCommit.Nature.APPEND : TableCommit.Nature.NEUTRAL));
        }

        void cleanUp(long upTo) {
            oldest = Math.max(oldest, upTo);
        }

        long newest() {
            return commits.size() - 1L;
        }

        /** What really differs. */
        PartitionSet differingSince(long version) {
            Map<Partition, Integer> then = contents.get((int) version);
            Map<Partition, Integer> now = contents.get((int) newest());
            Set<Partition> differing = new HashSet<>();
            ALL.stream()
                    .filter(partition ->
                            !Optional.ofNullable(then.get(partition)).equals(Optional.ofNullable(now.get(partition))))
                    .forEach(differing::add);
            return set(differing);
        }

        @Override
        public Optional<TableState> state(TableRef table) {
            Map<String, String> properties = renames ? Map.of("delta.columnMapping.mode", "name") : Map.of();
            return Optional.of(new TableState(newest(), id, List.of(), List.of(), 1, properties));
        }

        @Override
        public Optional<String> stamp(TableRef table, long version) {
            return version == newest() ? Optional.of(id + version) : Optional.empty();
        }

        @Override
        public List<TableCommit> commits(TableRef table, long after, long upTo) {
            assertThat(after + 1).as("no commit that is gone is asked for").isGreaterThanOrEqualTo(oldest);
            return commits.subList((int) after + 1, (int) upTo + 1);
        }

        @Override
        public long oldestCommit(TableRef table) {
            return oldest;
        }

        @Override
        public Inventory inventory(TableRef table, long version) {
            assertThat(version).isEqualTo(newest());
            Map<PartitionSet, Long> alone = new HashMap<>();
            Map<Long, PartitionSet> spanning = new HashMap<>();
            live.forEach((file, partitions) -> {
                if (partitions.size() == 1) {
                    alone.merge(set(partitions), file * 1_000_003, Long::sum);
                } else {
                    spanning.put(file * 1_000_003, set(partitions));
                }
            });
            return new Inventory(version, PartitionMap.empty(DAYS), new DataFiles(alone, spanning));
        }

        @Override
        public SortedSet<String> distinct(TableRef table, String column, long version) {
            return new TreeSet<>();
        }
    }

    private static PartitionSet set(Set<Partition> partitions) {
        return PartitionSet.unionAll(
                DAYS, partitions.stream().map(p -> PartitionSet.of(DAYS, p)).toList());
    }

    private static PartitionSet numbers(int... numbers) {
        Set<Partition> partitions = new HashSet<>();
        for (int number : numbers) {
            partitions.add(ALL.get(number - 1));
        }
        return set(partitions);
    }

    private static SourceStates.Reading read(Source source, long oldest, Optional<KnownSource> known) {
        SourceDeclaration declared = WAREHOUSE.source("s").orElseThrow();
        Optional<KnownSource> kept = known.map(index -> RememberedSources.parse(
                        Optional.of(new RememberedSources(Map.of("s", index)).bytes()), WAREHOUSE)
                .sources()
                .get("s"));
        assertThat(kept).as("what is written down").isEqualTo(known);
        return new SourceStates(source).read(declared, Optional.of(oldest), kept);
    }

    private static PartitionSet changed(SourceStates.Reading reading, long since) {
        return reading.state().changes().after(since);
    }

    @Test
    void whatTheLogLostIsFoundByTheFilesThatWereThere() {
        Source source = new Source();
        source.write(Set.copyOf(ALL), false);
        Optional<KnownSource> known = read(source, 1, Optional.empty()).known();
        source.write(Set.of(ALL.get(1)), false);
        source.write(Set.of(ALL.get(2)), false);
        source.cleanUp(3);
        source.write(Set.of(ALL.get(4)), false);

        assertThat(changed(read(source, 1, Optional.empty()), 1)).isEqualTo(DAYS.domain());
        SourceStates.Reading reading = read(source, 1, known);
        assertThat(changed(reading, 1)).isEqualTo(numbers(2, 3, 5));
        assertThat(changed(reading, 3)).isEqualTo(numbers(5));
        for (int version = 5; version <= 7; version++) {
            source.write(Set.of(ALL.get(0)), false);
        }
        source.cleanUp(7);
        SourceStates.Reading later = read(source, 1, reading.known());
        assertThat(changed(later, 1)).isEqualTo(numbers(1, 2, 3, 5));
        assertThat(changed(later, 4)).isEqualTo(numbers(1));
        // Whoever read the fifth version read something that nobody looked at before the log lost it.
        assertThat(changed(later, 5)).isEqualTo(DAYS.domain());
        assertThat(changed(later, 6)).isEqualTo(numbers(1));
    }

    @Test
    void whereColumnsMayBeRenamedTheSameFilesTellNothing() {
        Source source = new Source();
        source.write(Set.copyOf(ALL), false);
        source.renames = true;
        Optional<KnownSource> known = read(source, 1, Optional.empty()).known();
        source.write(Set.of(), false);
        source.write(Set.of(), false);
        assertThat(changed(read(source, 1, known), 1).isEmpty()).isTrue();
        source.cleanUp(3);
        assertThat(changed(read(source, 1, known), 1)).isEqualTo(DAYS.domain());
    }

    @Test
    void whatIsKnownOfAnotherTableTellsNothing() {
        Source source = new Source();
        source.write(Set.copyOf(ALL), false);
        Optional<KnownSource> known = read(source, 1, Optional.empty()).known();
        source.id = "id-1";
        source.write(Set.of(ALL.get(0)), false);
        source.cleanUp(2);
        assertThat(changed(read(source, 0, known), 0)).isEqualTo(DAYS.domain());
    }

    /**
     * A step of a history: what changed is never said to be unchanged, and where the log is whole nothing is said to have
     * changed that did not.
     */
    @Test
    @Tag("long")
    void nothingThatChangedIsEverSaidToBeUnchanged() {
        int exact = 0;
        int wide = 0;
        for (int seed = 0; seed < 600; seed++) {
            Random random = new Random(seed);
            Source source = new Source();
            Optional<KnownSource> known = Optional.empty();
            TreeMap<Long, Boolean> asked = new TreeMap<>(Map.of(0L, true));
            for (int step = 0; step < 12; step++) {
                happen(source, random);
                if (random.nextInt(5) == 0) {
                    source.cleanUp(random.nextInt((int) source.newest() + 1));
                }
                SourceStates.Reading reading = read(source, asked.firstKey(), known);
                for (long version : asked.keySet()) {
                    PartitionSet told = changed(reading, version);
                    PartitionSet truth = source.differingSince(version);
                    assertThat(told.containsAll(truth))
                            .as("seed %s version %s", seed, version)
                            .isTrue();
                    if (source.oldest == 0) {
                        assertThat(told).as("seed %s version %s", seed, version).isEqualTo(truth);
                    }
                    if (told.equals(DAYS.domain()) && !truth.equals(told)) {
                        wide++;
                    } else if (source.oldest > version + 1) {
                        exact++;
                    }
                }
                if (random.nextInt(3) > 0) {
                    known = random.nextInt(9) == 0 ? Optional.empty() : reading.known();
                }
                if (random.nextInt(3) == 0) {
                    asked.put(source.newest(), true);
                }
                if (random.nextInt(4) == 0 && asked.size() > 1) {
                    asked.pollFirstEntry();
                }
            }
        }
        assertThat(wide).as("nothing is remembered, or too late").isGreaterThan(100);
        assertThat(exact).as("the log is gone, and yet it is known").isGreaterThan(1000);
    }

    private static void happen(Source source, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> source.rewrite(random, false);
            case 1 -> source.rewrite(random, true);
            default -> {
                Set<Partition> some = new HashSet<>();
                ALL.stream().filter(partition -> random.nextInt(4) == 0).forEach(some::add);
                source.write(some, random.nextInt(3) == 0);
            }
        }
    }
}
