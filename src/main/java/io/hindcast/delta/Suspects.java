package io.hindcast.delta;

import io.hindcast.asset.Check;
import io.hindcast.content.HashingPass;
import io.hindcast.content.KeyHasher;
import io.hindcast.partition.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/**
 * For uniqueness checks the partitions that may fail them, known from the rows as they were written: in the usual case
 * none, and then nothing has to be read again.
 */
final class Suspects {

    private final Map<Check.Unique, KeyHasher> watched = new HashMap<>();
    private final List<Check.Unique> order = new ArrayList<>();
    private final Map<Check.Unique, Set<Partition>> found = new HashMap<>();

    /** Watches those of the checks for which hashes of keys can tell. */
    Suspects(List<Check> checks, StructType schema, List<String> partitionColumns) {
        for (Check check : checks) {
            if (check instanceof Check.Unique unique && !watched.containsKey(unique)) {
                KeyHasher.of(schema, partitionColumns, unique.columns()).ifPresent(hasher -> {
                    watched.put(unique, hasher);
                    order.add(unique);
                });
            }
        }
    }

    /** Nothing is watched. */
    static Suspects unknown() {
        return new Suspects(List.of(), new StructType(), List.of());
    }

    List<KeyHasher> keys() {
        return order.stream()
                .flatMap(check -> Optional.ofNullable(watched.get(check)).stream())
                .toList();
    }

    /** Takes over what a pass with these {@link #keys} has seen. */
    void learn(HashingPass pass, PartitionValues values) {
        for (int key = 0; key < order.size(); key++) {
            found.put(
                    order.get(key),
                    pass.mayRepeat(key).stream()
                            .flatMap(texts -> values.decode(texts).stream())
                            .collect(Collectors.toSet()));
        }
    }

    /** The partitions of which the rows must be looked at; empty when that is all of them. */
    Optional<Set<Partition>> of(Check.Unique check) {
        return Optional.ofNullable(found.get(check));
    }
}
