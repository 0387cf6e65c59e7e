package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.CommitRecord.Content;
import io.hindcast.ledger.Effort;
import io.hindcast.ledger.Inventory;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Tells what partitions will hold and how long they take. A partition that was built is expected to hold again what those
 * of its commit held on average; others what the built partitions of the asset hold, between the commits with the least
 * and the most; and where none was built, at most what they read.
 */
final class Estimator {

    /** So many of an asset's last commits tell what its partitions hold. */
    private static final int LAST = 100;

    private final Warehouse warehouse;
    private final WarehouseState state;
    private final Instant now;
    private final Means means;
    private final CostBook costs;
    private final Map<String, Profile> profiles = new HashMap<>();

    Estimator(Warehouse warehouse, WarehouseState state, Instant now, Means means) {
        this.warehouse = warehouse;
        this.state = state;
        this.now = now;
        this.means = means;
        this.costs = new CostBook(state);
    }

    Estimate estimate(Asset asset, PartitionSet set) {
        if (set.isEmpty()) {
            return Estimate.NOTHING;
        }
        Profile profile = profile(asset.name());
        Known known = known(state.asset(asset.name()), set);
        long others = set.count() - known.count();
        Range rows = known.rows().plus(times(profile.rows(), others));
        Range bytes = known.bytes().plus(times(profile.bytes(), others));
        Workload work = new Workload(set.count(), rows.likely(), bytes.likely());
        return Estimate.of(rows, bytes, costs.of(asset.name()).seconds(work), means);
    }

    /** What some of the partitions held when they were built. */
    private record Known(long count, Range rows, Range bytes) {

        private static final Known NOTHING = new Known(0, Range.ZERO, Range.ZERO);

        Known and(long more, Range moreRows, Range moreBytes) {
            return new Known(count + more, rows.plus(moreRows), bytes.plus(moreBytes));
        }
    }

    private static Known known(AssetState own, PartitionSet set) {
        return own.efforts().all().isEmpty() ? ofContents(own, set) : ofEfforts(own, set);
    }

    private static Known ofContents(AssetState own, PartitionSet set) {
        Known known = Known.NOTHING;
        for (Map.Entry<Content, PartitionSet> group :
                own.contents().restrictedTo(set).groups().entrySet()) {
            long count = group.getValue().count();
            known = known.and(
                    count,
                    Range.exactly(group.getKey().rows() * count),
                    Range.exactly(group.getKey().bytes() * count));
        }
        return known;
    }

    private static Known ofEfforts(AssetState own, PartitionSet set) {
        Known known = Known.NOTHING;
        for (Map.Entry<Build, PartitionSet> group :
                own.builds().restrictedTo(set).groups().entrySet()) {
            Optional<Effort> effort = own.efforts().at(group.getKey().version());
            if (effort.isPresent()) {
                long count = group.getValue().count();
                known = known.and(
                        count,
                        share(effort.get().rows(), count, effort.get().partitions()),
                        share(effort.get().bytes(), count, effort.get().partitions()));
            }
        }
        return known;
    }

    /** What a part of the partitions of a commit holds: partitions are not all alike. */
    private static Range share(long all, long count, long of) {
        if (count >= of) {
            return Range.exactly(all);
        }
        long likely = Math.round((double) all * count / of);
        return new Range(likely / 2, likely, Math.max(likely, Math.min(all, likely * 2)));
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
        List<Effort> efforts = known.efforts().all();
        if (!efforts.isEmpty()) {
            List<Effort> last = efforts.subList(Math.max(0, efforts.size() - LAST), efforts.size());
            return new Profile(average(last, Effort::rows), average(last, Effort::bytes));
        }
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

    /** Of a partition: between the commits whose partitions held the least and the most. */
    private static Range average(List<Effort> efforts, ToLongFunction<Effort> figure) {
        long low = Long.MAX_VALUE;
        long high = 0;
        long sum = 0;
        long count = 0;
        for (Effort effort : efforts) {
            long all = figure.applyAsLong(effort);
            low = Math.min(low, all / effort.partitions());
            high = Math.max(high, (all + effort.partitions() - 1) / effort.partitions());
            sum += all;
            count += effort.partitions();
        }
        return new Range(low, sum / count, high);
    }
}
