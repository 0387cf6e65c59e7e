package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.ChangeLog;
import io.hindcast.ledger.Changed;
import io.hindcast.ledger.Efforts;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.Inventory;
import io.hindcast.ledger.Quarantine;
import io.hindcast.ledger.SourceState;
import io.hindcast.ledger.TableState;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What would be known of a warehouse if something had happened to it. A pure function of what is known now. */
public final class AssumedState {

    /** No code has it. */
    private static final String ANOTHER = "assumed";

    /** No table has it. */
    private static final String MOVED = "moved";

    private static final TableState TABLE = new TableState(0, ANOTHER, List.of(), List.of(), 1, Map.of());
    private static final Inventory.Size SOMETHING = new Inventory.Size(1, 0, 0);

    private final Warehouse warehouse;
    private final Instant now;

    /**
     * Of a warehouse.
     *
     * @param now the moment that open ranges end at
     */
    public AssumedState(Warehouse warehouse, Instant now) {
        this.warehouse = warehouse;
        this.now = now;
    }

    /** Every source has all its partitions, and every asset is built from them by its present job. */
    public WarehouseState fresh() {
        Map<String, SourceState> sources = new TreeMap<>();
        for (SourceDeclaration source : warehouse.sources()) {
            sources.put(source.name(), arrived(source.partitioning()));
        }
        Map<String, AssetState> assets = new TreeMap<>();
        for (Asset asset : warehouse.assets()) {
            assets.put(
                    asset.name(),
                    built(
                            asset,
                            asset.partitioning().extent(now),
                            asset.signature().fingerprint()));
        }
        return new WarehouseState(sources, assets);
    }

    /**
     * Every source has all its partitions, and every asset is built from them, as far as other declarations of the same
     * warehouse have it, by its job as they have it.
     *
     * @param anew assets whose tables begin anew, so that nothing of them is built
     */
    public WarehouseState builtBy(Warehouse other, Collection<String> anew) {
        WarehouseState built = fresh();
        for (Asset asset : warehouse.assets()) {
            Optional<Asset> then = other.asset(asset.name()).filter(old -> !anew.contains(old.name()));
            AssetState state = then.filter(old -> isKept(old, asset))
                    .map(old -> builtAs(old, asset, other))
                    .orElseGet(() -> AssetState.unbuilt(asset.partitioning()));
            built = with(built, asset.name(), state);
        }
        return built;
    }

    /** Whether what was built is where it is looked for, and in partitions that are the same. */
    private static boolean isKept(Asset then, Asset now) {
        return then.declaration().path().equals(now.declaration().path())
                && then.partitioning().sameShape(now.partitioning());
    }

    private AssetState builtAs(Asset then, Asset now, Warehouse other) {
        Map<String, InputRead> read = new HashMap<>();
        then.inputs().forEach(input -> read.put(input.name(), read(input.name(), input, other)));
        then.ownPartitions().ifPresent(own -> read.put(own.name(), read(then.name(), own, other)));
        Build build = new Build(
                Event.COMMITTED,
                ANOTHER,
                ANOTHER,
                1,
                this.now,
                0,
                then.signature().fingerprint(),
                then.signature().columnFingerprints(),
                read);
        return built(now, then.partitioning().extent(this.now), build);
    }

    /** What was read of an input, where it is known as what it was then. */
    private InputRead read(String name, Asset.Input input, Warehouse other) {
        Optional<Partitioning> present =
                warehouse.isSource(name) || warehouse.asset(name).isPresent()
                        ? Optional.of(warehouse.partitioningOf(name))
                        : Optional.empty();
        if (present.filter(input.partitioning()::sameShape).isEmpty()) {
            return InputRead.of(0);
        }
        Optional<String> path = warehouse.source(name).map(SourceDeclaration::path);
        boolean isMoved = other.source(name)
                .map(SourceDeclaration::path)
                .filter(was -> !path.equals(Optional.of(was)))
                .isPresent();
        return InputRead.of(0, isMoved ? MOVED : ANOTHER, input.description(), input.partitioning());
    }

    /**
     * What would be known then.
     *
     * @param known what is known now; not asked where the first assumption is that all is fresh, for then there may be no
     *     table to look at
     * @param assumptions in their order
     * @throws io.hindcast.problem.ProblemException when one speaks of what the warehouse does not have
     */
    public WarehouseState with(Supplier<WarehouseState> known, List<Assumption> assumptions) {
        WarehouseState assumed = startsFresh(assumptions) ? fresh() : known.get();
        for (Assumption assumption : assumptions) {
            assumed = switch (assumption.kind()) {
                case FRESH -> assumed;
                case CODE -> recoded(assumed, assumption.name());
                case DATA -> arrived(assumed, assumption);
            };
        }
        return assumed;
    }

    private static boolean startsFresh(List<Assumption> assumptions) {
        return !assumptions.isEmpty() && assumptions.get(0).kind() == Assumption.Kind.FRESH;
    }

    /** The same state, but some partitions of an asset alone are built, and by a job of this fingerprint. */
    public WarehouseState built(WarehouseState state, String asset, PartitionSet partitions, String fingerprint) {
        return with(state, asset, built(warehouse.asset(asset).orElseThrow(), partitions, fingerprint));
    }

    private AssetState built(Asset asset, PartitionSet partitions, String fingerprint) {
        Map<String, InputRead> read = new HashMap<>();
        asset.inputs().forEach(input -> read.put(input.name(), InputRead.of(0)));
        asset.ownPartitions().ifPresent(own -> read.put(own.name(), InputRead.of(0)));
        return built(
                asset,
                partitions,
                new Build(Event.COMMITTED, ANOTHER, ANOTHER, 1, now, 0, fingerprint, Map.of(), read));
    }

    private static AssetState built(Asset asset, PartitionSet partitions, Build build) {
        AssetState nothing = AssetState.unbuilt(asset.partitioning());
        return new AssetState(
                Optional.of(TABLE),
                nothing.builds().with(partitions, build),
                nothing.held(),
                nothing.changes(),
                nothing.quarantined(),
                nothing.foreign(),
                nothing.dropped(),
                Efforts.NONE);
    }

    private SourceState arrived(Partitioning partitioning) {
        return new SourceState(
                Optional.of(TABLE),
                ChangeLog.none(partitioning),
                new Inventory(
                        0, PartitionMap.<Inventory.Size>empty(partitioning).with(partitioning.extent(now), SOMETHING)));
    }

    private WarehouseState recoded(WarehouseState state, String name) {
        if (warehouse.asset(name).isEmpty()) {
            throw Problems.raise(PlanningProblems.unknownAssumed(
                    "code:" + name,
                    "asset",
                    warehouse.assets().stream().map(Asset::name).toList()));
        }
        AssetState old = state.asset(name);
        List<PartitionMap.Entry<Build>> builds = new ArrayList<>();
        old.builds().groups().forEach((build, set) -> builds.add(new PartitionMap.Entry<>(set, recoded(build))));
        List<PartitionMap.Entry<Quarantine>> aside = new ArrayList<>();
        old.quarantined().groups().forEach((cause, set) -> aside.add(new PartitionMap.Entry<>(set, recoded(cause))));
        Partitioning partitioning = old.builds().partitioning();
        return with(
                state,
                name,
                new AssetState(
                        old.table(),
                        PartitionMap.of(partitioning, builds),
                        old.held(),
                        old.changes(),
                        PartitionMap.of(partitioning, aside),
                        old.foreign(),
                        old.dropped(),
                        old.efforts()));
    }

    private static Build recoded(Build build) {
        return new Build(
                build.event(),
                build.run(),
                build.step(),
                build.attempt(),
                build.at(),
                build.version(),
                ANOTHER,
                // Nothing is known of its parts: equal ones would say that no column is another.
                Map.of(),
                build.inputs());
    }

    private WarehouseState arrived(WarehouseState state, Assumption assumption) {
        String name = assumption.name();
        SourceDeclaration source = warehouse
                .source(name)
                .orElseThrow(() -> Problems.raise(PlanningProblems.unknownAssumed(
                        "data:" + name,
                        "source",
                        warehouse.sources().stream()
                                .map(SourceDeclaration::name)
                                .toList())));
        PartitionSet extent = source.partitioning().extent(now);
        PartitionSet arriving = assumption.partitions().isEmpty()
                ? extent
                : source.partitioning()
                        .parse(assumption.partitions())
                        .intersect(source.partitioning().domain());
        if (arriving.isEmpty()) {
            throw Problems.raise(PlanningProblems.assumedOutside(
                    name,
                    assumption.partitions(),
                    source.partitioning().domain().toString()));
        }
        Map<String, SourceState> sources = new HashMap<>(state.sources());
        sources.put(name, arrived(state.source(name), arriving, now));
        return new WarehouseState(sources, state.assets());
    }

    private static SourceState arrived(SourceState old, PartitionSet arriving, Instant now) {
        long version = old.version() + 1;
        TableState table = old.table().orElse(TABLE);
        TreeMap<Long, Changed> changes = new TreeMap<>(old.changes().changes());
        changes.put(version, Changed.wholly(arriving));
        Map<Long, Instant> times = new HashMap<>(old.changes().times());
        times.put(version, now);
        PartitionSet before = old.present();
        return new SourceState(
                Optional.of(new TableState(
                        version,
                        table.id(),
                        table.columns(),
                        table.partitionColumns(),
                        table.readerVersion(),
                        table.properties())),
                new ChangeLog(
                        old.changes().partitioning(),
                        old.changes().since(),
                        old.changes().gaps(),
                        changes,
                        times),
                new Inventory(version, old.inventory().sizes().with(arriving.minus(before), SOMETHING)),
                old.retain());
    }

    private static WarehouseState with(WarehouseState state, String name, AssetState asset) {
        Map<String, AssetState> assets = new HashMap<>(state.assets());
        assets.put(name, asset);
        return new WarehouseState(state.sources(), assets);
    }

    private static Quarantine recoded(Quarantine cause) {
        return new Quarantine(cause.run(), cause.step(), cause.at(), cause.error(), ANOTHER, cause.inputs());
    }
}
