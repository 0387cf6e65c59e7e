package io.hindcast.run;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.Inventory;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What a run did not have to do, since what its partitions read had not changed after all. All but the count is an
 * estimate: that rebuilding them would have been as before.
 *
 * @param partitions that were planned and not computed
 * @param bytes that were not written: what these partitions hold
 * @param bytesRead that were not read: what the partitions hold that these read, each counted once for an asset
 * @param seconds of steps that did not run: what partitions of the asset took on average, as its ledger tells; none for
 *     an asset of which it does not tell
 * @param cost of these seconds; empty where no rate is declared, and without seconds
 */
public record Saved(long partitions, long bytes, long bytesRead, double seconds, Optional<Rate.Cost> cost) {

    /** Everything had to be done. */
    public static final Saved NOTHING = new Saved(0, 0, 0, 0, Optional.empty());

    /** Whether everything had to be done. */
    public boolean isNothing() {
        return partitions == 0;
    }

    /**
     * The same with what it would have cost.
     *
     * @param cores what one step has of the cores, while as many others run as may
     */
    public Saved at(Rate rate, double cores) {
        return seconds > 0
                ? new Saved(partitions, bytes, bytesRead, seconds, Optional.of(rate.of(seconds, cores)))
                : this;
    }

    private Saved plus(Saved other) {
        return new Saved(
                partitions + other.partitions,
                bytes + other.bytes,
                bytesRead + other.bytesRead,
                seconds + other.seconds,
                Optional.empty());
    }

    /**
     * Of planned partitions that were not built.
     *
     * @param state as it was when the run began
     */
    static Saved of(Collection<Notice.NotRun> notRun, Warehouse warehouse, WarehouseState state) {
        Map<String, PartitionSet> skipped = new LinkedHashMap<>();
        for (Notice.NotRun notice : notRun) {
            if (notice.cause() == Notice.Cause.UP_TO_DATE) {
                skipped.merge(notice.asset(), notice.partitions(), PartitionSet::union);
            }
        }
        Saved all = NOTHING;
        for (Map.Entry<String, PartitionSet> own : skipped.entrySet()) {
            Asset asset = warehouse
                    .asset(own.getKey())
                    .orElseThrow(() -> new IllegalArgumentException("no asset " + own.getKey()));
            all = all.plus(of(asset, own.getValue(), state));
        }
        return all;
    }

    private static Saved of(Asset asset, PartitionSet skipped, WarehouseState state) {
        AssetState own = state.asset(asset.name());
        long read = 0;
        for (Asset.Input input : asset.inputs()) {
            read += held(input.name(), input.readBy(skipped), state);
        }
        double each = own.held().secondsPerPartition().orElse(0);
        long held = held(asset.name(), skipped, state);
        return new Saved(skipped.count(), held, read, each * skipped.count(), Optional.empty());
    }

    private static long held(String name, PartitionSet set, WarehouseState state) {
        return state.sources().containsKey(name)
                ? sum(state.source(name).inventory().sizes(), set, Inventory.Size::bytes)
                : sum(state.asset(name).contents(), set, CommitRecord.Content::bytes);
    }

    private static <V> long sum(PartitionMap<V> sizes, PartitionSet set, ToLongFunction<V> bytes) {
        long sum = 0;
        for (Map.Entry<V, PartitionSet> group : sizes.restrictedTo(set).groups().entrySet()) {
            sum += bytes.applyAsLong(group.getKey()) * group.getValue().count();
        }
        return sum;
    }
}
