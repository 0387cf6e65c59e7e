package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.ChangeLog;
import io.hindcast.ledger.ColumnChange;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.Quarantine;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An asset's partitions compared, each with what its last commit was made from, before anything is planned.
 *
 * @param extent the partitions that exist at the moment
 * @param built partitions with a commit of ours, also those that were dropped on purpose since
 * @param unreadable partitions that no other may read: not there, or set aside
 * @param reasons the reasons that hold already, also of partitions that are set aside
 * @param movement in which columns built partitions would be others, were they built now
 * @param quarantined partitions set aside
 * @param released quarantined partitions whose code or input changed since
 */
record Comparison(
        PartitionSet extent,
        PartitionSet built,
        PartitionSet unreadable,
        Reasons reasons,
        Movement movement,
        PartitionSet quarantined,
        PartitionSet released) {

    static Comparison of(Asset asset, WarehouseState state, PartitionSet extent) {
        return new Comparer(asset, state, extent).compare();
    }

    private static final class Comparer {

        private final Asset asset;
        private final WarehouseState warehouse;
        private final AssetState state;
        private final PartitionSet extent;
        /** Input and what was read of it to the readers of what changed since: commits of one run share most of them. */
        private final Map<String, Map<InputRead, Movement>> affected = new HashMap<>();

        private final Map<String, Map<InputRead, PartitionSet>> redeclared = new HashMap<>();
        private Movement movement;

        Comparer(Asset asset, WarehouseState warehouse, PartitionSet extent) {
            this.asset = asset;
            this.warehouse = warehouse;
            this.state = warehouse.asset(asset.name());
            this.extent = extent;
            this.movement = Movement.none(extent.partitioning());
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
            return new Comparison(extent, built, unreadable, reasons, movement, quarantined, released);
        }

        private Reasons compare(Build build, PartitionSet set, Reasons before) {
            Reasons reasons = before;
            boolean isSameCode = asset.signature().isOf(build.fingerprint());
            if (!isSameCode) {
                reasons = reasons.plus(Reason.CODE, set);
                movement = movement.plus(asset.touchedSince(build.fingerprint(), build.columns()), set);
            }
            for (Asset.Input input : asset.inputs()) {
                if (input.isStrict()) {
                    Reason reason = warehouse.sources().containsKey(input.name()) ? Reason.DATA : Reason.UPSTREAM;
                    reasons = moved(reason, changedSince(input, build.inputs(), set), reasons);
                }
            }
            if (asset.self().isPresent()) {
                // What a partition reads of its own asset is compared with its own commit, since a chained batch
                // reads partitions that the same commit wrote.
                Movement own = movementOf(asset.ownPartitions().orElseThrow(), state.changes(), build.version());
                reasons = moved(Reason.UPSTREAM, own.within(set), reasons);
            }
            // Other code may read in another way; then there is nothing to compare, and all is out of date already.
            PartitionSet redeclaredSince = isSameCode ? redeclaredSince(build.inputs(), set) : none();
            movement = movement.plus(TouchedColumns.everything(), redeclaredSince);
            return reasons.plus(Reason.DATA, redeclaredSince);
        }

        private Reasons moved(Reason reason, Movement more, Reasons before) {
            movement = movement.plus(more);
            return before.plus(reason, more.partitions());
        }

        private Movement changedSince(Asset.Input input, Map<String, InputRead> inputs, PartitionSet set) {
            InputRead read = inputs.get(input.name());
            if (read == null) {
                // It was not read then: the code differs, and that is told as such.
                return Movement.none(extent.partitioning());
            }
            return affected.computeIfAbsent(input.name(), name -> new HashMap<>())
                    .computeIfAbsent(read, then -> changedSince(input, then))
                    .within(set);
        }

        private Movement changedSince(Asset.Input input, InputRead read) {
            if (input.isAsOfLoads()) {
                return Movement.none(extent.partitioning())
                        .plus(TouchedColumns.everything(), warehouse.readersOfChanges(asset, input, read));
            }
            ChangeLog log = warehouse.changesOf(input.name());
            return warehouse.isOtherTable(input.name(), read)
                    ? Movement.none(extent.partitioning())
                            .plus(
                                    TouchedColumns.everything(),
                                    input.readersOf(log.partitioning().domain()))
                    : movementOf(input, log, read.version());
        }

        /** What moves because of what changed in an input after a version. */
        private Movement movementOf(Asset.Input input, ChangeLog log, long version) {
            Movement found = Movement.none(extent.partitioning())
                    .plus(TouchedColumns.everything(), input.readersOf(log.whollyAfter(version)));
            for (Map.Entry<ColumnChange, PartitionSet> each :
                    log.narrowlyAfter(version).entrySet()) {
                Optional<TouchedColumns> touched = asset.touchedBy(input, each.getKey()::spares);
                if (touched.isPresent()) {
                    found = found.plus(touched.get(), input.readersOf(each.getValue()));
                }
            }
            return found;
        }

        /** Who reads what is declared now and was not then, or the other way round. */
        private PartitionSet redeclaredSince(Map<String, InputRead> inputs, PartitionSet set) {
            PartitionSet found = none();
            for (Asset.Input input : asset.inputs()) {
                if (input.isStrict()) {
                    found = found.union(redeclaredSince(input, input.name(), inputs));
                }
            }
            Optional<Asset.Input> own = asset.ownPartitions();
            if (own.isPresent()) {
                found = found.union(redeclaredSince(own.get(), asset.name(), inputs));
            }
            return found.intersect(set);
        }

        private PartitionSet redeclaredSince(Asset.Input input, String table, Map<String, InputRead> inputs) {
            InputRead read = inputs.get(input.name());
            return read == null
                    ? none()
                    : redeclared
                            .computeIfAbsent(input.name(), name -> new HashMap<>())
                            .computeIfAbsent(
                                    read,
                                    r -> input.mapping()
                                            .downstreamOfUndeclared(warehouse.redeclaredSince(table, input, r)));
        }

        private PartitionSet none() {
            return PartitionSet.empty(extent.partitioning());
        }

        private PartitionSet released() {
            PartitionSet released = PartitionSet.empty(extent.partitioning());
            for (Map.Entry<Quarantine, PartitionSet> group :
                    state.quarantined().groups().entrySet()) {
                Quarantine cause = group.getKey();
                PartitionSet set = group.getValue().intersect(extent);
                if (!asset.signature().isOf(cause.fingerprint())) {
                    released = released.union(set);
                    continue;
                }
                for (Asset.Input input : asset.inputs()) {
                    released = released.union(
                            changedSince(input, cause.inputs(), set).partitions());
                }
                released = released.union(redeclaredSince(cause.inputs(), set));
                InputRead own = cause.inputs().get(Asset.SELF);
                if (own != null) {
                    PartitionSet changed = warehouse.changedSince(asset.name(), own);
                    released = released.union(asset.readersOfItself(changed).intersect(set));
                }
            }
            return released;
        }
    }
}
