package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.CommitRecord.Content;
import io.hindcast.ledger.Effort;
import io.hindcast.ledger.Inventory;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import io.hindcast.plan.FirstGuess.Volume;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Tells what partitions will hold and how long they take. A partition that was built is expected to hold again what those
 * of its commit held on average; others what the built partitions of the asset hold, between the commits with the least
 * and the most; and where none was built, what {@link FirstGuess} says.
 */
final class Estimator {

    /** So many of an asset's last commits tell what its partitions hold. */
    private static final int LAST = 100;

    private final Warehouse warehouse;
    private final WarehouseState state;
    private final Instant now;
    private final Means means;
    private final CostBook costs;
    private final Map<String, Volume> profiles = new HashMap<>();

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
        Volume profile = profile(asset.name());
        Known known = known(state.asset(asset.name()), set);
        long others = set.count() - known.count();
        Volume rest = profile.times(others);
        Range rows = known.rows().plus(rest.rows());
        Range bytes = known.bytes().plus(rest.bytes());
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

    private Volume profile(String name) {
        Volume known = profiles.get(name);
        if (known == null) {
            known = warehouse.isSource(name)
                    ? ofSource(name)
                    : ofAsset(warehouse.asset(name).orElseThrow());
            profiles.put(name, known);
        }
        return known;
    }

    private Volume ofSource(String name) {
        PartitionMap<Inventory.Size> sizes = state.source(name).inventory().sizes();
        return new Volume(spread(sizes, Inventory.Size::rows), spread(sizes, Inventory.Size::bytes));
    }

    private Volume ofAsset(Asset asset) {
        AssetState known = state.asset(asset.name());
        List<Effort> efforts = known.efforts().all();
        if (!efforts.isEmpty()) {
            List<Effort> last = efforts.subList(Math.max(0, efforts.size() - LAST), efforts.size());
            return new Volume(average(last, Effort::rows), average(last, Effort::bytes));
        }
        if (!known.contents().covered().isEmpty()) {
            return new Volume(spread(known.contents(), Content::rows), spread(known.contents(), Content::bytes));
        }
        return FirstGuess.of(asset, reads(asset));
    }

    /** What one partition reads of all inputs together. */
    private Volume read(Asset asset) {
        return sample(asset.partitioning().extent(now)).stream()
                .flatMap(first -> asset.inputs().stream().map(input -> read(input, input.readBy(first))))
                .reduce(Volume.NOTHING, Volume::plus);
    }

    private Volume read(Asset.Input input, PartitionSet set) {
        return profile(input.name()).times(present(input, set));
    }

    /** What a partition from the middle reads of each input: the first and the last ones read past an edge. */
    private List<FirstGuess.Read> reads(Asset asset) {
        PartitionSet extent = asset.partitioning().extent(now);
        PartitionSet later = extent.isBounded()
                ? extent.halves().map(PartitionSet.Halves::second).orElse(extent)
                : extent;
        return sample(later).stream()
                .flatMap(middle -> asset.inputs().stream().map(input -> reads(input, middle)))
                .toList();
    }

    private FirstGuess.Read reads(Asset.Input input, PartitionSet one) {
        PartitionSet all = input.readBy(one);
        return new FirstGuess.Read(
                read(input, all),
                profile(input.name())
                        .times(Math.min(present(input, all), spanned(one, input)))
                        .share(1.0 / neighbours(one, input)),
                all.containsAll(input.mapping().upstream().domain())
                        ? FirstGuess.Part.WHOLE
                        : FirstGuess.Part.SOME_PARTITIONS);
    }

    /** How many partitions of an input lie in the time of a partition; of a window those before and after do not. */
    private static long spanned(PartitionSet one, Asset.Input input) {
        Optional<TimeGrid> own = grid(one.partitioning());
        Optional<TimeGrid> above = grid(input.mapping().upstream());
        return own.isPresent() && above.isPresent()
                ? own.get().alignTo(above.get(), one.timeIntervals()).count()
                : Long.MAX_VALUE;
    }

    /** How many partitions share what lies in the time of one: the hours of a day, the keys where the input has none. */
    private long neighbours(PartitionSet one, Asset.Input input) {
        Optional<TimeGrid> own = grid(one.partitioning());
        Optional<TimeGrid> above = grid(input.mapping().upstream());
        if (own.isEmpty() || above.isEmpty()) {
            return 1;
        }
        IntervalSet time = one.timeIntervals();
        IntervalSet together = own.get().alignTo(above.get(), time);
        long times = together.count() > 1
                ? 1
                : above.get().alignTo(own.get(), together).count();
        boolean isKeyed = input.mapping().upstream().dimensions().size() > 1;
        long keys =
                isKeyed ? 1 : one.partitioning().extent(now).restrictTime(time).count();
        return Math.max(1, times) * Math.max(1, keys);
    }

    private static Optional<TimeGrid> grid(Partitioning partitioning) {
        return partitioning.time().map(TimeDimension::grid);
    }

    private static Optional<PartitionSet> sample(PartitionSet set) {
        return set.partitions().findFirst().map(partition -> PartitionSet.of(set.partitioning(), partition));
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
