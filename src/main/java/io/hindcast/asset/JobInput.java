package io.hindcast.asset;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A relation that a job may read.
 *
 * @param columns all that it has
 * @param mapping the definition of the mapping, which says what of it the job is shown
 * @param keys sets of columns in which no two rows of it agree, each in order
 */
public record JobInput(List<Column> columns, String mapping, List<List<String>> keys) {

    public JobInput {
        columns = List.copyOf(columns);
        keys = keys.stream().map(List::copyOf).toList();
    }

    /** One of which no key is known. */
    public JobInput(List<Column> columns, String mapping) {
        this(columns, mapping, List.of());
    }

    /** The keys of an asset's table: what is unique in each partition is so in all together with what tells partitions apart. */
    static List<List<String>> keysOf(AssetDeclaration asset) {
        Set<String> partition = new TreeSet<>();
        asset.partitioning().dimensions().forEach(dimension -> partition.add(dimension.column()));
        return asset.checks().stream()
                .filter(Check.Unique.class::isInstance)
                .map(check -> {
                    Set<String> key = new TreeSet<>(partition);
                    key.addAll(((Check.Unique) check).columns());
                    return List.copyOf(key);
                })
                .toList();
    }
}
