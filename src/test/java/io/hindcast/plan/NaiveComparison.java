package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.Partition;
import io.hindcast.testing.NaiveReads;
import io.hindcast.testing.TestingTables;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one partition was made from, or could not be made from, held against what is there now. */
final class NaiveComparison {

    private final Warehouse warehouse;
    private final TestingTables tables;
    private final NaiveReads reads;

    NaiveComparison(Warehouse warehouse, TestingTables tables, NaiveReads reads) {
        this.warehouse = warehouse;
        this.tables = tables;
        this.reads = reads;
    }

    /** Why a partition is out of date before anything is planned. */
    Set<Reason> reasons(Asset asset, Partition partition) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        TestingTables.Facts facts = tables.of(asset.name());
        TestingTables.Made made = facts.built().get(partition);
        if (made == null) {
            if (!facts.foreign().contains(partition)) {
                reasons.add(Reason.MISSING);
            }
            return reasons;
        }
        if (!made.fingerprint().equals(asset.signature().fingerprint())) {
            reasons.add(Reason.CODE);
        }
        for (Asset.Input input : asset.inputs()) {
            if (NaivePlanner.isStrict(input) && inputChanged(asset, input, partition, made)) {
                reasons.add(warehouse.isSource(input.name()) ? Reason.DATA : Reason.UPSTREAM);
            }
        }
        if (!reasons.contains(Reason.CODE) && isRedeclared(asset, partition, made)) {
            reasons.add(Reason.DATA);
        }
        if (selfChangedAfter(asset, partition, made.version())) {
            reasons.add(Reason.UPSTREAM);
        }
        return reasons;
    }

    /** Whether what made a partition fail is another by now. */
    boolean isReleased(Asset asset, Partition partition) {
        TestingTables.Made failed = tables.of(asset.name()).quarantined().get(partition);
        if (failed == null) {
            return false;
        }
        return !failed.fingerprint().equals(asset.signature().fingerprint())
                || asset.inputs().stream().anyMatch(input -> inputChanged(asset, input, partition, failed))
                || isRedeclared(asset, partition, failed)
                || selfChangedAfter(asset, partition, failed.version());
    }

    private boolean inputChanged(Asset asset, Asset.Input input, Partition partition, TestingTables.Made made) {
        TestingTables.Seen seen = made.inputs().get(input.name());
        if (seen == null) {
            return false;
        }
        boolean other = tables.generation(input.name()) != seen.generation();
        return reads.of(input, partition).stream()
                .anyMatch(read -> other || isSeenChanging(asset, input, read, seen.version()));
    }

    /** Whether any later version changed a column that the asset looks at, or all of them. */
    private boolean isSeenChanging(Asset asset, Asset.Input input, Partition read, long since) {
        TestingTables.Facts facts = tables.of(input.name());
        ReadColumns looked = asset.signature().reads().get(input.name());
        Map<Long, Set<String>> known = facts.columnsAt().getOrDefault(read, Map.of());
        if (looked == null || !known.containsKey(facts.changedAt().getOrDefault(read, -1L))) {
            return changedAfter(input.name(), read, since);
        }
        return known.entrySet().stream()
                .filter(change -> change.getKey() > since)
                .anyMatch(change -> change.getValue().equals(TestingTables.COLUMNS)
                        || looked.names().orElseThrow().stream().anyMatch(change.getValue()::contains));
    }

    /** Whether a partition that it would read came into, or left, what an input declares, and something was in it. */
    private boolean isRedeclared(Asset asset, Partition partition, TestingTables.Made made) {
        for (Asset.Input input : asset.inputs()) {
            if (NaivePlanner.isStrict(input) && isRedeclared(input, input.name(), partition, made)) {
                return true;
            }
        }
        return asset.ownPartitions()
                .filter(own -> isRedeclared(own, asset.name(), partition, made))
                .isPresent();
    }

    private boolean isRedeclared(Asset.Input input, String name, Partition partition, TestingTables.Made made) {
        TestingTables.Seen seen = made.inputs().get(input.name());
        if (seen == null) {
            return false;
        }
        TestingTables.Facts facts = tables.of(name);
        Set<Partition> filled = new HashSet<>(facts.present());
        filled.addAll(facts.built().keySet());
        filled.addAll(facts.foreign());
        boolean lost = facts.changedAt().keySet().stream()
                .filter(other -> changedAfter(name, other, seen.version()))
                .anyMatch(other -> reads.isRead(seen.mapping(), partition, other)
                        && !reads.isRead(input.mapping(), partition, other));
        return lost
                || filled.stream()
                        .anyMatch(other -> reads.isRead(seen.mapping(), partition, other)
                                != reads.isRead(input.mapping(), partition, other));
    }

    private boolean selfChangedAfter(Asset asset, Partition partition, long version) {
        return reads.ofSelf(asset, partition).stream().anyMatch(read -> changedAfter(asset.name(), read, version));
    }

    private boolean changedAfter(String name, Partition partition, long version) {
        return tables.of(name).changedAt().getOrDefault(partition, -1L) > version;
    }
}
