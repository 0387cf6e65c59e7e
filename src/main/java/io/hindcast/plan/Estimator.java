package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.CommitRecord.Content;
import io.hindcast.ledger.Inventory;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Tells what partitions will hold. A partition that was built is expected to hold again what it held; others what the
 * built partitions of the asset hold on average, between the smallest and the largest; and where none was built, at
 * most what they read.
 */
final class Estimator {

    private final Warehouse warehouse;
    private final WarehouseState state;
    private final Instant now;
    private final Map<String, Profile> profiles = new HashMap<>();

    Estimator(Warehouse warehouse, WarehouseState state, Instant now) {
        this.warehouse = warehouse;
        this.state = state;
        this.now = now;
    }

    Estimate estimate(Asset asset, PartitionSet set) {
        Profile profile = profile(asset.name());
        PartitionMap<Content> known = state.asset(asset.name()).contents().restrictedTo(set);
        Range rows = Range.ZERO;
        Range bytes = Range.ZERO;
        for (Map.Entry<Content, PartitionSet> group : known.groups().entrySet()) {
            long count = group.getValue().count();
            rows = rows.plus(Range.exactly(group.getKey().rows() * count));
            bytes = bytes.plus(Range.exactly(group.getKey().bytes() * count));
        }
        long unknown = set.count() - known.covered().count();
        return new Estimate(rows.plus(times(profile.rows(), unknown)), bytes.plus(times(profile.bytes(), unknown)));
    }

    /** What partitions of an asset read, about. */
    Batches.Volume read(Asset asset, PartitionSet set) {
        long together = 0;
        for (Asset.Input input : asset.inputs()) {
            together += profile(input.name()).bytes().likely() * present(input, input.readBy(set));
        }
        return new Batches.Volume(read(asset).bytes().likely(), together);
    }

    /** How many of an input's partitions are, or will be, there to be read. */
    private long present(Asset.Input input, PartitionSet read) {
        PartitionSet present = warehouse.isSource(input.name())
                ? state.source(input.name()).present()
                : input.mapping().upstream().extent(now);
        PartitionSet there = read.isBounded() ? read : read.intersect(present);
        return there.isBounded() ? there.count() : 1;
    }

    private static Range times(Range each, long count) {
        return new Range(each.low() * count, each.likely() * count, each.high() * count);
    }

    /** What one partition of a source or asset holds. */
    private record Profile(Range rows, Range bytes) {}

    private Profile profile(String name) {
        Profile known = profiles.get(name);
        if (known == null) {
            known = warehouse.isSource(name)
                    ? ofSource(name)
                    : ofAsset(warehouse.asset(name).orElseThrow());
            profiles.put(name, known);
        }
        return known;
    }

    private Profile ofSource(String name) {
        PartitionMap<Inventory.Size> sizes = state.source(name).inventory().sizes();
        return new Profile(spread(sizes, Inventory.Size::rows), spread(sizes, Inventory.Size::bytes));
    }

    private Profile ofAsset(Asset asset) {
        AssetState known = state.asset(asset.name());
        if (!known.contents().covered().isEmpty()) {
            return new Profile(spread(known.contents(), Content::rows), spread(known.contents(), Content::bytes));
        }
        Profile read = read(asset);
        return new Profile(atMost(read.rows()), atMost(read.bytes()));
    }

    private static Range atMost(Range read) {
        return new Range(0, read.likely(), Math.max(read.likely(), read.high()));
    }

    private Profile read(Asset asset) {
        Range rows = Range.ZERO;
        Range bytes = Range.ZERO;
        Optional<PartitionSet> sample = asset.partitioning()
                .extent(now)
                .partitions()
                .findFirst()
                .map(partition -> PartitionSet.of(asset.partitioning(), partition));
        if (sample.isEmpty()) {
            return new Profile(rows, bytes);
        }
        for (Asset.Input input : asset.inputs()) {
            Profile each = profile(input.name());
            long count = present(input, input.mapping().upstreamOf(sample.get()).inside());
            rows = rows.plus(times(each.rows(), count));
            bytes = bytes.plus(times(each.bytes(), count));
        }
        return new Profile(rows, bytes);
    }

    private static <V> Range spread(PartitionMap<V> values, ToLongFunction<V> figure) {
        long low = Long.MAX_VALUE;
        long high = 0;
        long sum = 0;
        long count = 0;
        for (Map.Entry<V, PartitionSet> group : values.groups().entrySet()) {
            long each = Math.max(0, figure.applyAsLong(group.getKey()));
            long many = group.getValue().count();
            low = Math.min(low, each);
            high = Math.max(high, each);
            sum += each * many;
            count += many;
        }
        return count == 0 ? Range.ZERO : new Range(low, sum / count, high);
    }
}
