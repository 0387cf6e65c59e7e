package io.hindcast.upkeep;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Retention;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.LeftOut;
import io.hindcast.plan.Plan;
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
public record Expirable(
        List<OfAsset> assets,
        Map<String, PartitionSet> foreign,
        Map<String, PartitionSet> held,
        List<Asset> looked,
        WarehouseState state) {

    /** Copies what it is given. */
    public Expirable {
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
    public record OfAsset(
            Asset asset,
            PartitionSet old,
            PartitionSet scaffolding,
            PartitionSet irrecoverable,
            Map<String, PartitionSet> readers) {

        /** Copies what it is given. */
        public OfAsset {
            readers = Collections.unmodifiableMap(new LinkedHashMap<>(readers));
        }

        /** All that may be dropped of it. */
        public PartitionSet all() {
            return old.union(scaffolding);
        }

        /** Why, in words, for the ledger. */
        public String reason() {
            String kept = asset.declaration()
                    .retain()
                    .map(Retention::words)
                    .map(words -> "retain " + words)
                    .orElse("");
            return old.isEmpty() ? "scaffolding" : scaffolding.isEmpty() ? kept : kept + ", scaffolding";
        }
    }

    /** What is dropped, by asset. */
    public Map<Asset, PartitionSet> sets() {
        Map<Asset, PartitionSet> sets = new LinkedHashMap<>();
        assets.forEach(each -> sets.put(each.asset(), each.all()));
        return sets;
    }

    /** The part that may be dropped; the rest another run is using. */
    public Expirable within(Map<Asset, PartitionSet> part) {
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
     * @param selected asset to the partitions that exist and are named, in topological order
     * @param left asset to what runs left behind that they had built for their steps alone
     */
    public static Expirable of(
            Warehouse warehouse,
            WarehouseState state,
            Map<Asset, PartitionSet> selected,
            Map<Asset, PartitionSet> left,
            Instant now) {
        Map<Asset, PartitionSet> old = new LinkedHashMap<>();
        Map<Asset, PartitionSet> scaffolding = new LinkedHashMap<>();
        Map<String, PartitionSet> foreign = new LinkedHashMap<>();
        List<Asset> looked = new ArrayList<>();
        selected.forEach((asset, set) -> {
            AssetState own = state.asset(asset.name());
            PartitionSet beyond = beyond(asset, now).intersect(set);
            asset.declaration().retain().ifPresent(kept -> looked.add(asset));
            old.put(asset, own.builds().covered().intersect(beyond).minus(own.expired()));
            scaffolding.put(asset, of(left, asset).intersect(set));
            PartitionSet theirs = own.foreign().covered().intersect(beyond);
            if (!theirs.isEmpty()) {
                foreign.put(asset.name(), theirs);
            }
        });
        List<OfAsset> assets = new ArrayList<>();
        for (Asset asset : selected.keySet()) {
            OfAsset own = new OfAsset(
                    asset,
                    of(old, asset),
                    of(scaffolding, asset),
                    PartitionSet.empty(asset.partitioning()),
                    readers(warehouse, state, old, asset));
            if (!own.all().isEmpty()) {
                assets.add(own);
            }
        }
        return new Expirable(assets, foreign, Map.of(), looked, state);
    }

    private static PartitionSet of(Map<Asset, PartitionSet> sets, Asset asset) {
        return sets.getOrDefault(asset, PartitionSet.empty(asset.partitioning()));
    }

    /**
     * The same, with what cannot be built again.
     *
     * @param again what building all of it again would come to
     */
    public Expirable judgedBy(Plan again) {
        List<OfAsset> judged = new ArrayList<>();
        for (OfAsset each : assets) {
            PartitionSet blocked = again.leftOut()
                    .getOrDefault(each.asset().name(), Map.of())
                    .getOrDefault(
                            LeftOut.BLOCKED, PartitionSet.empty(each.asset().partitioning()));
            judged.add(new OfAsset(
                    each.asset(), each.old(), each.scaffolding(), blocked.intersect(each.old()), each.readers()));
        }
        return new Expirable(judged, foreign, held, looked, state);
    }

    private static PartitionSet beyond(Asset asset, Instant now) {
        Optional<Period> kept = asset.declaration().retain();
        return kept.map(period -> Retention.beyond(asset.partitioning(), period, now))
                .orElse(PartitionSet.empty(asset.partitioning()));
    }

    private static Map<String, PartitionSet> readers(
            Warehouse warehouse, WarehouseState state, Map<Asset, PartitionSet> old, Asset asset) {
        Map<String, PartitionSet> readers = new LinkedHashMap<>();
        for (Warehouse.Consumer consumer : warehouse.consumersOf(asset.name())) {
            Asset reader = consumer.asset();
            AssetState own = state.asset(reader.name());
            PartitionSet kept = own.builds().covered().minus(own.expired()).minus(of(old, reader));
            PartitionSet reading = consumer.input().readersOf(of(old, asset)).intersect(kept);
            if (!reading.isEmpty()) {
                readers.put(reader.name(), reading);
            }
        }
        return readers;
    }

    /** How many rows the partitions hold, and how many bytes, as their commits tell. */
    public static Size size(AssetState state, PartitionSet partitions) {
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
    public record Size(long rows, long bytes) {}
}
