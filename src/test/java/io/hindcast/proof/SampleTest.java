package io.hindcast.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.testing.Partitionings;
import io.hindcast.testing.Worlds;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which partitions are verified, and in which batches. */
class SampleTest {

    private static final Partitioning DAYS = Partitionings.days("2013-01-01..2013-12-31");
    private static final Asset ASSET = Worlds.world()
            .source("s", DAYS)
            .asset("a", DAYS, Worlds.input("s"))
            .warehouse()
            .asset("a")
            .orElseThrow();
    private static final PartitionSet HUNDRED = ASSET.partitioning().parse("2013-01-01..2013-04-10");
    private static final PartitionMap<Instant> NEVER = PartitionMap.empty(ASSET.partitioning());

    private static List<Partition> sample(double share, long seed, PartitionMap<Instant> verified) {
        return new Sample(share, seed).of(ASSET, HUNDRED, verified, partition -> partition.hashCode() & 0xFF);
    }

    @Test
    void theSameSeedTakesTheSameSampleAndAnotherSeedAnother() {
        assertThat(sample(0.1, 7, NEVER)).hasSize(10).isEqualTo(sample(0.1, 7, NEVER));
        assertThat(Set.copyOf(sample(0.1, 8, NEVER))).isNotEqualTo(Set.copyOf(sample(0.1, 7, NEVER)));
    }

    @Test
    void aScheduleComesToEveryPartitionOnceBeforeItComesToOneTwice() {
        PartitionMap<Instant> verified = NEVER;
        Set<Partition> seen = new HashSet<>();
        for (int night = 0; night < 15; night++) {
            List<Partition> tonight = sample(0.07, 1, verified);
            assertThat(tonight).hasSize(7);
            for (Partition each : tonight) {
                assertThat(seen.add(each) || seen.size() == 100).as("%s", each).isTrue();
                verified = verified.with(
                        PartitionSet.of(ASSET.partitioning(), each), Instant.ofEpochSecond(86_400L * night));
            }
        }
        assertThat(seen).hasSize(100);
    }

    @Test
    void aSampleHasTheOldAndTheYoung() {
        List<Partition> all = HUNDRED.partitions().toList();
        List<Integer> thirds = sample(0.09, 3, NEVER).stream()
                .map(each -> all.indexOf(each) * 3 / 100)
                .toList();

        assertThat(thirds).contains(0, 1, 2);
    }

    @Test
    void batchesAreTheWholeSetAndSeparateNeighbours() {
        for (int count = 1; count <= 100; count++) {
            List<Partition> all = HUNDRED.partitions().limit(count).toList();
            PartitionSet set = PartitionSet.unionAll(
                    ASSET.partitioning(),
                    all.stream()
                            .map(each -> PartitionSet.of(ASSET.partitioning(), each))
                            .toList());

            List<PartitionSet> batches = Cuts.of(ASSET, set);

            assertThat(PartitionSet.unionAll(ASSET.partitioning(), batches)).isEqualTo(set);
            assertThat(batches.stream().mapToLong(PartitionSet::count).sum()).isEqualTo(count);
            for (int i = 1; i < count; i++) {
                Partition one = all.get(i - 1);
                Partition next = all.get(i);
                assertThat(batches).noneMatch(batch -> batch.contains(one) && batch.contains(next));
            }
        }
    }
}
