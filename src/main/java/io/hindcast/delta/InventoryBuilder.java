package io.hindcast.delta;

import io.hindcast.ledger.DataFiles;
import io.hindcast.ledger.Inventory;
import io.hindcast.ledger.Inventory.Size;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums the files of a table by partition. Files that span several partitions (the table is not partitioned by the
 * column) are spread evenly over all partitions that such files span: who is there is right as far as statistics tell,
 * how much is an estimate, and rows are unknown.
 */
final class InventoryBuilder {

    private static final long UNKNOWN = -1;

    private final Partitioning partitioning;
    private final FilePartitions partitions;
    private final Map<PartitionSet, Size> exact = new LinkedHashMap<>();
    private final Map<PartitionSet, Long> alone = new HashMap<>();
    private final Map<Long, PartitionSet> spans = new HashMap<>();
    private long spanningBytes;

    InventoryBuilder(Partitioning partitioning, FilePartitions partitions) {
        this.partitioning = partitioning;
        this.partitions = partitions;
    }

    void add(LogFile file) {
        PartitionSet set = partitions.of(file);
        if (set.isEmpty()) {
            return;
        }
        if (set.isBounded() && set.count() == 1) {
            alone.merge(set, file.digest(), Long::sum);
            exact.merge(
                    set, new Size(1, file.bytes(), file.rows().orElse(UNKNOWN), file.written()), InventoryBuilder::sum);
        } else {
            spans.merge(file.digest(), set, PartitionSet::union);
            spanningBytes += file.bytes();
        }
    }

    private static Size sum(Size left, Size right) {
        boolean known = left.rows() != UNKNOWN && right.rows() != UNKNOWN;
        return new Size(
                left.files() + right.files(),
                left.bytes() + right.bytes(),
                known ? left.rows() + right.rows() : UNKNOWN,
                Math.max(left.newest(), right.newest()));
    }

    Inventory build(long version) {
        List<PartitionMap.Entry<Size>> entries = new ArrayList<>();
        PartitionSet spanned = PartitionSet.unionAll(partitioning, spans.values());
        Size share =
                new Size(1, spanned.isBounded() && !spanned.isEmpty() ? spanningBytes / spanned.count() : 0, UNKNOWN);
        if (!spanned.isEmpty()) {
            entries.add(new PartitionMap.Entry<>(spanned, share));
        }
        exact.forEach((set, size) ->
                entries.add(new PartitionMap.Entry<>(set, set.intersects(spanned) ? sum(size, share) : size)));
        return new Inventory(version, PartitionMap.of(partitioning, entries), new DataFiles(alone, spans));
    }
}
