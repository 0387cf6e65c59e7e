package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.ledger.Entry;
import io.hindcast.testing.Shared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A warehouse as a run leaves it that nobody disturbs: what the disturbed ones are held against.
 *
 * @param commits how many commits that took, those of the ledger left out
 * @param rows see {@link Traces#rows}
 * @param hashes see {@link Traces#hashes}
 * @param partitions asset and partition of all that was written
 */
record Undisturbed(int commits, Map<String, String> rows, Map<String, String> hashes, Set<String> partitions) {

    Undisturbed {
        rows = Map.copyOf(rows);
        hashes = Map.copyOf(hashes);
        partitions = Set.copyOf(partitions);
    }

    /** Holds a warehouse against it: the same rows everywhere, each partition written and told once. */
    void requireSame(Traces other) {
        assertThat(other.rows()).isEqualTo(rows);
        assertThat(other.hashes()).isEqualTo(hashes);
        assertThat(other.writes()).containsOnlyKeys(partitions);
        Map<String, List<Entry>> committed = other.committed();
        assertThat(other.writes()).allSatisfy((partition, versions) -> {
            assertThat(versions).as(partition).hasSize(1);
            assertThat(committed.getOrDefault(partition, List.of()))
                    .as(partition)
                    .extracting(entry -> entry.version().orElse(-1))
                    .isEqualTo(versions);
        });
    }

    /** Made on first use, and kept for all tests. */
    static Undisturbed once() {
        return Made.UNDISTURBED;
    }

    private static final class Made {

        static final Undisturbed UNDISTURBED =
                of(new Traces(SmallFlights.rootIn(Shared.folder("undisturbed", Made::make))));

        private static void make(Path place) throws IOException {
            SmallFlights.in(place).call(0, "run", "--parallel", "2");
        }

        private static Undisturbed of(Traces traces) {
            return new Undisturbed(
                    traces.commits(),
                    traces.rows(),
                    traces.hashes(),
                    traces.writes().keySet());
        }
    }
}
