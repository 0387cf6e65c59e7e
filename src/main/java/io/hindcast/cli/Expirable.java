package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Retention;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.LeftOut;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Request;
import io.hindcast.problem.Problems;
import io.hindcast.problem.UsageProblems;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Of what a command selects, the partitions that had their time.
 *
 * @param assets what may be dropped, in topological order; those with nothing to drop are not there
 * @param foreign asset to what would be dropped, had not someone else written it
 * @param held asset to what would be dropped, and another run is using
 * @param looked selected assets that keep partitions for a while only
 * @param state that they were chosen from
 */
record Expirable(
        List<OfAsset> assets,
        Map<String, PartitionSet> foreign,
        Map<String, PartitionSet> held,
        List<Asset> looked,
        WarehouseState state) {

    Expirable {
        assets = List.copyOf(assets);
        foreign = Collections.unmodifiableMap(new LinkedHashMap<>(foreign));
        held = Collections.unmodifiableMap(new LinkedHashMap<>(held));
        looked = List.copyOf(looked);
    }

    /**
     * What may be dropped of one asset.
     *
     * @param old is older than the asset keeps it
     * @param scaffolding was dropped before, built again for a run that did not come to letting it go
     * @param irrecoverable what of these cannot be built again, since a source keeps less
     * @param readers asset to those of its partitions that are kept and read some of these
     */
    record OfAsset(
            Asset asset,
            PartitionSet old,
            PartitionSet scaffolding,
            PartitionSet irrecoverable,
            Map<String, PartitionSet> readers) {

        OfAsset {
            readers = Collections.unmodifiableMap(new LinkedHashMap<>(readers));
        }

        PartitionSet all() {
            return old.union(scaffolding);
        }

        /** Why, in words, for the ledger. */
        String reason() {
            String kept = asset.declaration()
                    .retain()
                    .map(Retention::words)
                    .map(words -> "retain " + words)
                    .orElse("");
            return old.isEmpty() ? "scaffolding" : scaffolding.isEmpty() ? kept : kept + ", scaffolding";
        }
    }

    /** What is dropped, by asset. */
    Map<Asset, PartitionSet> sets() {
        Map<Asset, PartitionSet> sets = new LinkedHashMap<>();
        assets.forEach(each -> sets.put(each.asset(), each.all()));
        return sets;
    }

    /** The part that may be dropped; the rest another run is using. */
    Expirable within(Map<Asset, PartitionSet> part) {
        List<OfAsset> kept = new ArrayList<>();
        Map<String, PartitionSet> others = new LinkedHashMap<>(held);
        for (OfAsset each : assets) {
            PartitionSet own = part.getOrDefault(
                    each.asset(), PartitionSet.empty(each.asset().partitioning()));
            if (each.all().intersects(own)) {
                kept.add(new OfAsset(
                        each.asset(),
                        each.old().intersect(own),
                        each.scaffolding().intersect(own),
                        each.irrecoverable().intersect(own),
                        each.readers()));
            }
            PartitionSet rest = each.all().minus(own);
            if (!rest.isEmpty()) {
                others.put(each.asset().name(), rest);
            }
        }
        return new Expirable(kept, foreign, others, looked, state);
    }

    /**
     * What had its time at a moment.
     *
     * @throws io.hindcast.problem.ProblemException when assets are named and none of them keeps partitions for a while only
     */
    static Expirable of(Planning planning, Arguments arguments) {
        WarehouseState state = planning.state();
        Instant now =
                arguments.conduct().now().orElse(planning.workspace().clock().instant());
        Map<Asset, PartitionSet> selected = Selected.of(planning, arguments);
        Map<Asset, PartitionSet> old = new LinkedHashMap<>();
        Map<Asset, PartitionSet> lent = new LinkedHashMap<>();
        Map<String, PartitionSet> foreign = new LinkedHashMap<>();
        List<Asset> looked = new ArrayList<>();
        Map<Asset, PartitionSet> left = DropClaim.left(planning);
        selected.forEach((asset, set) -> {
            AssetState own = state.asset(asset.name());
            PartitionSet beyond = beyond(asset, now).intersect(set);
            asset.declaration().retain().ifPresent(kept -> looked.add(asset));
            put(old, asset, own.builds().covered().intersect(beyond).minus(own.expired()));
            put(
                    lent,
                    asset,
                    left.getOrDefault(asset, PartitionSet.empty(asset.partitioning()))
                            .intersect(set));
            PartitionSet theirs = own.foreign().covered().intersect(beyond);
            if (!theirs.isEmpty()) {
                foreign.put(asset.name(), theirs);
            }
        });
        if (looked.isEmpty() && lent.isEmpty() && !arguments.scope().select().isEmpty()) {
            throw Problems.raise(UsageProblems.nothingRetained(
                    selected.keySet().stream().map(Asset::name).toList()));
        }
        return new Expirable(assets(planning, again(planning, arguments), old, lent), foreign, Map.of(), looked, state);
    }

    private static List<OfAsset> assets(
            Planning planning, Plan again, Map<Asset, PartitionSet> old, Map<Asset, PartitionSet> lent) {
        List<OfAsset> assets = new ArrayList<>();
        for (Asset asset : planning.workspace().warehouse().assets()) {
            PartitionSet none = PartitionSet.empty(asset.partitioning());
            PartitionSet own = old.getOrDefault(asset, none);
            PartitionSet scaffolding = lent.getOrDefault(asset, none);
            if (!own.isEmpty() || !scaffolding.isEmpty()) {
                PartitionSet blocked =
                        again.leftOut().getOrDefault(asset.name(), Map.of()).getOrDefault(LeftOut.BLOCKED, none);
                assets.add(new OfAsset(
                        asset, own, scaffolding, blocked.intersect(own), readers(planning, own, old, asset)));
            }
        }
        return assets;
    }

    private static PartitionSet beyond(Asset asset, Instant now) {
        Optional<Period> kept = asset.declaration().retain();
        return kept.map(period -> Retention.beyond(asset.partitioning(), period, now))
                .orElse(PartitionSet.empty(asset.partitioning()));
    }

    private static void put(Map<Asset, PartitionSet> sets, Asset asset, PartitionSet set) {
        if (!set.isEmpty()) {
            sets.put(asset, set);
        }
    }

    /** What building all of it again would come to. */
    private static Plan again(Planning planning, Arguments arguments) {
        Request forced = Requests.of(arguments).forcingNamed().followingNothing();
        return planning.plan(arguments, forced, List.of());
    }

    private static Map<String, PartitionSet> readers(
            Planning planning, PartitionSet dropped, Map<Asset, PartitionSet> old, Asset asset) {
        Map<String, PartitionSet> readers = new LinkedHashMap<>();
        for (Warehouse.Consumer consumer : planning.workspace().warehouse().consumersOf(asset.name())) {
            Asset reader = consumer.asset();
            AssetState own = planning.state().asset(reader.name());
            PartitionSet kept = own.builds()
                    .covered()
                    .minus(own.expired())
                    .minus(old.getOrDefault(reader, PartitionSet.empty(reader.partitioning())));
            PartitionSet reading = consumer.input().readersOf(dropped).intersect(kept);
            if (!reading.isEmpty()) {
                readers.put(reader.name(), reading);
            }
        }
        return readers;
    }

    /** How many rows the partitions hold, and how many bytes, as their commits tell. */
    static Size size(AssetState state, PartitionSet partitions) {
        long rows = 0;
        long bytes = 0;
        for (Map.Entry<CommitRecord.Content, PartitionSet> each :
                state.contents().restrictedTo(partitions).groups().entrySet()) {
            rows += each.getKey().rows() * each.getValue().count();
            bytes += each.getKey().bytes() * each.getValue().count();
        }
        return new Size(rows, bytes);
    }

    /** What partitions hold. */
    record Size(long rows, long bytes) {}
}
