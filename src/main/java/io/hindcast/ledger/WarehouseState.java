package io.hindcast.ledger;

import io.hindcast.asset.Asset;
import io.hindcast.asset.ReadColumns;
import io.hindcast.partition.PartitionSet;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a whole warehouse at one moment.
 *
 * @param sources by name; every source of the warehouse
 * @param assets by name; every asset of the warehouse
 */
public record WarehouseState(Map<String, SourceState> sources, Map<String, AssetState> assets) {

    public WarehouseState {
        sources = Map.copyOf(sources);
        assets = Map.copyOf(assets);
    }

    /** The same, as if the tables of some assets held nothing. */
    public WarehouseState withEmptied(Collection<String> names) {
        Map<String, AssetState> changed = new HashMap<>(assets);
        names.forEach(name -> changed.put(name, asset(name).emptied()));
        return new WarehouseState(sources, changed);
    }

    /** The state of a source that the warehouse has. */
    public SourceState source(String name) {
        return known(sources.get(name), name);
    }

    /** The state of an asset that the warehouse has. */
    public AssetState asset(String name) {
        return known(assets.get(name), name);
    }

    /** When partitions of a source or asset changed content. */
    public ChangeLog changesOf(String name) {
        return sources.containsKey(name) ? source(name).changes() : asset(name).changes();
    }

    /** The version of the table of a source or asset; -1 when there is none. */
    public long versionOf(String name) {
        return sources.containsKey(name) ? source(name).version() : asset(name).version();
    }

    /** The id of the table of a source or asset; empty when there is none. */
    public Optional<String> tableOf(String name) {
        return (sources.containsKey(name) ? source(name).table() : asset(name).table()).map(TableState::id);
    }

    /**
     * Whether a source or asset is another table by now, or none: one with another id at the same path, or, where the id
     * was not recorded, one that has not come as far.
     */
    public boolean isOtherTable(String name, InputRead read) {
        return read.version() > versionOf(name)
                || (read.table().isPresent() && !read.table().equals(tableOf(name)));
    }

    /** The partitions of a source or asset whose content changed since it was read: all, when it is another table. */
    public PartitionSet changedSince(String name, InputRead read) {
        return changedSince(name, read, ReadColumns.everything());
    }

    /** The same, for who reads these columns. */
    public PartitionSet changedSince(String name, InputRead read, ReadColumns columns) {
        ChangeLog changes = changesOf(name);
        return isOtherTable(name, read) ? changes.partitioning().domain() : changes.after(read.version(), columns);
    }

    /** The partitions of an asset that read something of an input that changed since it was read. */
    public PartitionSet readersOfChanges(Asset asset, Asset.Input input, InputRead read) {
        ChangeLog changes = changesOf(input.name());
        ReadColumns columns = asset.columnsOf(input);
        if (!input.isAsOfLoads() || isOtherTable(input.name(), read) || !changes.covers(read.version())) {
            return input.readersOf(changedSince(input.name(), read, columns));
        }
        PartitionSet readers = PartitionSet.empty(asset.partitioning());
        for (Map.Entry<Long, Changed> change :
                changes.changes().tailMap(read.version(), false).entrySet()) {
            PartitionSet all = input.readersOf(change.getValue().seenBy(columns));
            Instant loaded = changes.times().get(change.getKey());
            readers = readers.union(loaded == null ? all : input.shownLoadsOf(loaded, all));
        }
        return readers;
    }

    /**
     * The partitions of a source or asset that are declared now and were not when it was read, or the other way round,
     * as far as something is or was in them: who reads them sees other rows. Of an asset that is read as it was also the
     * others: where one is not declared, another is shown.
     *
     * @param name of the source or asset; {@code self} is no such name
     */
    public PartitionSet redeclaredSince(String name, Asset.Input input, InputRead read) {
        ChangeLog changes = changesOf(name);
        PartitionSet now = changes.partitioning().domain();
        PartitionSet then = read.origin()
                .map(origin -> changes.partitioning().parse(origin.declared()))
                .orElse(now);
        if (then.equals(now)) {
            return PartitionSet.empty(changes.partitioning());
        }
        PartitionSet left = then.minus(now);
        if (input.isAsOfSnapshots() && !sources.containsKey(name)) {
            return now.minus(then).union(left);
        }
        // What was in them may have gone since: that is a change, but of partitions that are not declared any more.
        PartitionSet gone = left.intersect(changes.after(read.version()));
        return now.minus(then).union(left).intersect(filled(name)).union(gone);
    }

    private PartitionSet filled(String name) {
        return sources.containsKey(name)
                ? source(name).present()
                : asset(name).builds().covered().union(asset(name).foreign().covered());
    }

    private static <T> T known(@Nullable T state, String name) {
        if (state == null) {
            throw new IllegalArgumentException("nothing was read of " + name);
        }
        return state;
    }
}
