package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.ChangeLog;
import io.hindcast.ledger.Quarantine;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import java.util.HashMap;
import java.util.Map;

/**
 * An asset's partitions compared, each with what its last commit was made from, before anything is planned.
 *
 * @param extent the partitions that exist at the moment
 * @param built partitions with a commit of ours, also those that were dropped on purpose since
 * @param unreadable partitions that no other may read: not there, or set aside
 * @param reasons the reasons that hold already, also of partitions that are set aside
 * @param quarantined partitions set aside
 * @param released quarantined partitions whose code or input changed since
 */
record Comparison(
        PartitionSet extent,
        PartitionSet built,
        PartitionSet unreadable,
        Reasons reasons,
        PartitionSet quarantined,
        PartitionSet released) {

    static Comparison of(Asset asset, WarehouseState state, PartitionSet extent) {
        return new Comparer(asset, state, extent).compare();
    }

    private static final class Comparer {

        /** The name under which commits record the version of their own table that they read. */
        private static final String SELF = "self";

        private final Asset asset;
        private final WarehouseState warehouse;
        private final AssetState state;
        private final PartitionSet extent;
        /** Input and version to the readers of what changed after it: commits of one run share most of them. */
        private final Map<String, Map<Long, PartitionSet>> affected = new HashMap<>();

        Comparer(Asset asset, WarehouseState warehouse, PartitionSet extent) {
            this.asset = asset;
            this.warehouse = warehouse;
            this.state = warehouse.asset(asset.name());
            this.extent = extent;
        }

        Comparison compare() {
            PartitionSet quarantined = state.quarantined().covered().intersect(extent);
            PartitionSet built = state.builds().covered().intersect(extent);
            PartitionSet there = built.union(state.foreign().covered()).minus(state.expired());
            PartitionSet missing = extent.minus(there).minus(state.expired());
            Reasons reasons = Reasons.none(extent.partitioning()).plus(Reason.MISSING, missing);
            for (Map.Entry<Build, PartitionSet> group : state.builds().groups().entrySet()) {
                reasons = compare(group.getKey(), group.getValue().intersect(extent), reasons);
            }
            PartitionSet released = released();
            reasons = reasons.plus(Reason.QUARANTINED, released);
            PartitionSet unreadable = extent.minus(there).union(quarantined);
            return new Comparison(extent, built, unreadable, reasons, quarantined, released);
        }

        private Reasons compare(Build build, PartitionSet set, Reasons before) {
            Reasons reasons = before;
            if (!build.fingerprint().equals(asset.signature().fingerprint())) {
                reasons = reasons.plus(Reason.CODE, set);
            }
            for (Asset.Input input : asset.inputs()) {
                if (Inputs.isStrict(input)) {
                    Reason reason = warehouse.sources().containsKey(input.name()) ? Reason.DATA : Reason.UPSTREAM;
                    reasons = reasons.plus(reason, changedSince(input, build.inputs(), set));
                }
            }
            if (asset.self().isPresent()) {
                // What a partition reads of its own asset is compared with its own commit, since a chained batch
                // reads partitions that the same commit wrote.
                reasons = reasons.plus(Reason.UPSTREAM, selfChangedSince(build.version(), set));
            }
            return reasons;
        }

        private PartitionSet selfChangedSince(long version, PartitionSet set) {
            return asset.self()
                    .map(self ->
                            self.downstreamOf(state.changes().after(version)).intersect(set))
                    .orElseGet(() -> PartitionSet.empty(extent.partitioning()));
        }

        private PartitionSet changedSince(Asset.Input input, Map<String, Long> versions, PartitionSet set) {
            Long version = versions.get(input.name());
            if (version == null) {
                // It was not read then: the code differs, and that is told as such.
                return PartitionSet.empty(extent.partitioning());
            }
            return affected.computeIfAbsent(input.name(), name -> new HashMap<>())
                    .computeIfAbsent(version, v -> affectedAfter(input, v))
                    .intersect(set);
        }

        private PartitionSet affectedAfter(Asset.Input input, long version) {
            ChangeLog changes = warehouse.changesOf(input.name());
            // A table whose version is lower than the one that was read is another table at the same path.
            PartitionSet changed = version > warehouse.versionOf(input.name())
                    ? changes.partitioning().domain()
                    : changes.after(version);
            return input.mapping().downstreamOf(changed);
        }

        private PartitionSet released() {
            PartitionSet released = PartitionSet.empty(extent.partitioning());
            for (Map.Entry<Quarantine, PartitionSet> group :
                    state.quarantined().groups().entrySet()) {
                Quarantine cause = group.getKey();
                PartitionSet set = group.getValue().intersect(extent);
                if (!cause.fingerprint().equals(asset.signature().fingerprint())) {
                    released = released.union(set);
                    continue;
                }
                for (Asset.Input input : asset.inputs()) {
                    released = released.union(changedSince(input, cause.inputs(), set));
                }
                Long version = cause.inputs().get(SELF);
                if (version != null) {
                    released = released.union(selfChangedSince(version, set));
                }
            }
            return released;
        }
    }
}
