package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Retention;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Counts;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Partitions that are left as they are, since an input has not the rows any more that they would be built from.
 *
 * @param gone what they read and is gone: of a source for good, of an asset since it cannot be built again
 * @param kept how long the owner of the source keeps partitions; empty of an asset
 */
record Blocked(String asset, PartitionSet partitions, String input, PartitionSet gone, Optional<Period> kept) {

    /**
     * Of an asset, one for each input.
     *
     * @param blocked partitions that are left out for it
     */
    static List<Blocked> of(
            Asset asset, WarehouseState state, Map<String, Decision> above, PartitionSet blocked, Instant now) {
        List<Blocked> all = new ArrayList<>();
        if (blocked.isEmpty()) {
            return all;
        }
        for (Asset.Input input : asset.inputs()) {
            Decision upstream = above.get(input.name());
            PartitionSet gone = upstream == null ? Arrivals.gone(asset, input, state, now) : upstream.gone();
            PartitionSet read = gone.intersect(input.readBy(blocked));
            if (!read.isEmpty()) {
                all.add(new Blocked(
                        asset.name(),
                        blocked.intersect(input.readersOf(read)),
                        input.name(),
                        read,
                        upstream == null ? state.source(input.name()).retain() : Optional.empty()));
            }
        }
        return all;
    }

    String text() {
        String why = kept.map(period -> "gone, for its owner keeps " + Retention.words(period))
                .orElse("not there, and cannot be built");
        return asset + " " + partitions + " (" + Counts.of(partitions.count(), "partition") + ") is not rebuilt: of "
                + input + " " + gone + " is " + why;
    }
}
