package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.InputDeclaration;
import io.hindcast.interval.IntervalSet;
import io.hindcast.ledger.SourceState;
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
    static PartitionSet gone(Asset asset, Asset.Input input, SourceState state, Instant now) {
        return readsOpenBeginning(asset, input) ? PartitionSet.empty(input.partitioning()) : state.gone(now);
    }

    /** The partitions that a source lacks and that are waited for. */
    static PartitionSet lacking(Asset asset, Asset.Input input, SourceState state, Instant now) {
        Partitioning source = input.mapping().upstream();
        if (state.table().isEmpty()) {
            return source.domain();
        }
        if (input.isAsOf() && state.present().isEmpty()) {
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
        InputDeclaration declared = asset.declaration().inputs().get(input.name());
        if (declared == null) {
            return false;
        }
        TimeRule time = declared.rule().time();
        return !(time instanceof TimeRule.Aligned aligned) || aligned.offsets().contains(offset);
    }
}
