package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.InputDeclaration;
import io.hindcast.interval.IntervalSet;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.SourceState;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.mapping.TimeRule;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.time.Instant;
import java.util.Optional;

/** Which partitions of a source have not arrived: whoever reads them waits. */
final class Arrivals {

    private Arrivals() {}

    /**
     * The partitions of a source that its owner keeps no longer: whoever reads one of them cannot be rebuilt. A reader of
     * everything reads what there is.
     */
    static PartitionSet gone(Asset asset, Asset.Input input, WarehouseState state, Instant now) {
        if (readsOpenBeginning(asset, input)) {
            return PartitionSet.empty(input.partitioning());
        }
        PartitionSet gone = state.source(input.name()).gone(now);
        return gone.isEmpty() || !input.isAsOfSnapshots() ? gone : goneSnapshots(asset, input, state, gone);
    }

    /**
     * Of snapshots an older one does that is still there. Missed are those that are known to have been there, and all that
     * are older than the first one now: who would read one of these would be shown what came after its time.
     */
    private static PartitionSet goneSnapshots(Asset asset, Asset.Input input, WarehouseState state, PartitionSet gone) {
        SourceState source = state.source(input.name());
        PartitionSet there = there(input, source);
        if (there.isEmpty()) {
            // Whoever reads it waits for the next one.
            return there;
        }
        long first = there.timeIntervals().first();
        PartitionSet older = gone.restrictTime(IntervalSet.of(Long.MIN_VALUE, first));
        PartitionSet wereThere = source.changes().after(source.changes().since());
        for (Build build : state.asset(asset.name()).builds().groups().keySet()) {
            InputRead read = build.inputs().get(input.name());
            if (read != null) {
                wereThere = wereThere.union(state.changedSince(input.name(), read));
            }
        }
        return older.union(gone.intersect(wereThere));
    }

    private static PartitionSet there(Asset.Input input, SourceState source) {
        return source.present().intersect(input.partitioning().domain());
    }

    /** The partitions that a source lacks and that are waited for. */
    static PartitionSet lacking(Asset asset, Asset.Input input, SourceState state, Instant now) {
        Partitioning source = input.mapping().upstream();
        if (state.table().isEmpty()) {
            return source.domain();
        }
        if (input.isAsOf() && there(input, state).isEmpty()) {
            return source.domain();
        }
        PartitionSet domain = expected(asset, input, source, now);
        if (input.requirement() == InputDeclaration.Requirement.EVERY_PARTITION) {
            return domain.minus(state.present());
        }
        Optional<TimeDimension> time = source.time();
        // Of snapshots an older one does, unless the declaration requires that of the partition itself.
        if (time.isEmpty() || input.isAsOf()) {
            return PartitionSet.empty(source);
        }
        IntervalSet arrived = state.present().timeIntervals();
        long end = arrived.isEmpty() ? Long.MIN_VALUE : arrived.last() + 1;
        return domain.restrictTime(IntervalSet.of(end, Long.MAX_VALUE));
    }

    /**
     * A reader of everything does not wait for the future: only an input that is read by time is expected to be
     * there beyond the present.
     */
    private static PartitionSet expected(Asset asset, Asset.Input input, Partitioning source, Instant now) {
        return readsOpenEnd(asset, input) ? source.extent(now) : source.domain();
    }

    /** Whether the input is read up to its end, whatever the partition. */
    static boolean readsOpenEnd(Asset asset, Asset.Input input) {
        return readsAsFarAs(Long.MAX_VALUE - 1, asset, input);
    }

    private static boolean readsOpenBeginning(Asset asset, Asset.Input input) {
        return readsAsFarAs(Long.MIN_VALUE, asset, input);
    }

    private static boolean readsAsFarAs(long offset, Asset asset, Asset.Input input) {
        if (asset.partitioning().time().isEmpty()) {
            return true;
        }
        if (input.isAsOfSnapshots()) {
            return false;
        }
        InputDeclaration declared = asset.declaration().inputs().get(input.name());
        if (declared == null) {
            return false;
        }
        TimeRule time = declared.rule().time();
        return !(time instanceof TimeRule.Aligned aligned) || aligned.offsets().contains(offset);
    }
}
