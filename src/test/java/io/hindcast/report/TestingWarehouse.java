package io.hindcast.report;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.months;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.ChangeLog;
import io.hindcast.ledger.Changed;
import io.hindcast.ledger.ColumnChange;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.Contents;
import io.hindcast.ledger.Efforts;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.ForeignWrite;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.Inventory;
import io.hindcast.ledger.Quarantine;
import io.hindcast.ledger.SourceState;
import io.hindcast.ledger.TableState;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.testing.Worlds;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The flights of a quarter year, and what is known of them, said table by table. */
final class TestingWarehouse {

    static final Instant NOW = Instant.parse("2013-06-01T06:00:00Z");
    static final Instant BUILT = Instant.parse("2013-05-01T06:00:00Z");

    private final Warehouse warehouse;
    private final Map<String, SourceState> sources = new HashMap<>();
    private final Map<String, AssetState> assets = new HashMap<>();

    private TestingWarehouse(Worlds world) {
        this.warehouse = world.warehouse();
        warehouse.assets().forEach(asset -> assets.put(asset.name(), AssetState.unbuilt(asset.partitioning())));
    }

    private static Worlds worlds() {
        String quarter = "2013-01-01..2013-03-31";
        return world().source("flights", days(quarter))
                .asset("flights_clean", days(quarter), input("flights"))
                .asset("daily_delays", days(quarter), input("flights_clean"))
                .asset(
                        "delay_7d",
                        days(quarter),
                        input("daily_delays", MappingRule.window(6, 0)).only("n", "dep_delay"))
                .asset("carrier_month", months("2013-01..2013-03"), input("daily_delays"));
    }

    /** Everything staged at version 3, nothing built. */
    static TestingWarehouse staged() {
        return new TestingWarehouse(worlds()).flights("2013-01-01..2013-03-31");
    }

    /** Everything built from version 3. */
    static TestingWarehouse built() {
        TestingWarehouse built = staged();
        built.warehouse.assets().forEach(asset -> built.built(asset.name(), "*"));
        return built;
    }

    /** The same tables; the job of one asset is another. */
    TestingWarehouse recoded(String asset) {
        TestingWarehouse recoded = new TestingWarehouse(worlds().recoded(asset));
        recoded.sources.putAll(sources);
        recoded.assets.putAll(assets);
        return recoded;
    }

    Warehouse warehouse() {
        return warehouse;
    }

    Asset asset(String name) {
        return warehouse.asset(name).orElseThrow();
    }

    PartitionSet set(String asset, String text) {
        Partitioning partitioning = warehouse.partitioningOf(asset);
        return text.equals("*") ? partitioning.domain() : partitioning.parse(text);
    }

    WarehouseState state() {
        return new WarehouseState(sources, assets);
    }

    Plan plan(Request request, String... landing) {
        return new Planner(warehouse, state(), new BatchPolicy(1 << 20, 2, 8, 1))
                .plan("p-1", request, NOW, List.of(landing));
    }

    Plan plan() {
        return plan(Request.everything());
    }

    /** Which days the source has, as of version 3. */
    private TestingWarehouse flights(String days) {
        PartitionSet set = set("flights", days);
        PartitionMap<Inventory.Size> sizes =
                PartitionMap.<Inventory.Size>empty(set.partitioning()).with(set, new Inventory.Size(1, 40_000, 900));
        TreeMap<Long, PartitionSet> changes = new TreeMap<>(Map.of(3L, set));
        sources.put(
                "flights",
                new SourceState(
                        Optional.of(table(3)),
                        ChangeLog.wholly(set.partitioning(), -1, changes),
                        new Inventory(3, sizes)));
        return this;
    }

    /** Rows of these days came with a later version. */
    TestingWarehouse corrected(long version, String days) {
        SourceState old = state().source("flights");
        TreeMap<Long, Changed> changes = new TreeMap<>(old.changes().changes());
        changes.put(version, Changed.wholly(set("flights", days)));
        sources.put(
                "flights",
                new SourceState(
                        Optional.of(table(version)),
                        new ChangeLog(old.changes().partitioning(), -1, changes),
                        old.inventory()));
        return this;
    }

    /** Days of daily_delays were rebuilt as version 2, and nothing but distances is other in them. */
    TestingWarehouse withOtherDistances(String days) {
        PartitionSet set = set("daily_delays", days);
        AssetState old = state().asset("daily_delays");
        ColumnChange how = ColumnChange.of(List.of("distance"), List.of(List.of("n", "dep_delay", "arr_delay")));
        TreeMap<Long, Changed> changes = new TreeMap<>(old.changes().changes());
        changes.put(2L, new Changed(set, Map.of(how, set)));
        assets.put(
                "daily_delays",
                new AssetState(
                        Optional.of(table(2)),
                        old.builds(),
                        old.held(),
                        new ChangeLog(set.partitioning(), -1, changes),
                        old.quarantined(),
                        old.foreign(),
                        old.dropped(),
                        Efforts.NONE));
        return this;
    }

    /** The last days are not there yet. */
    TestingWarehouse arrivedUntil(String day) {
        return flights("2013-01-01.." + day);
    }

    TestingWarehouse built(String asset, String partitions) {
        return built(asset, partitions, "r-1", 1);
    }

    /** In some run, as some version. */
    TestingWarehouse built(String asset, String partitions, String run, long version) {
        PartitionSet set = set(asset, partitions);
        Map<String, Long> inputs = new TreeMap<>();
        asset(asset).inputs().forEach(input -> inputs.put(input.name(), state().versionOf(input.name())));
        Build build = new Build(
                Event.COMMITTED,
                run,
                asset + "/1",
                1,
                BUILT,
                version,
                asset(asset).signature().fingerprint(),
                Map.of(),
                InputRead.ofVersions(inputs));
        CommitRecord.Content content =
                new CommitRecord.Content(Event.COMMITTED, 900, 20_000, 1, "h1:5eed", Map.of(), Optional.empty());
        AssetState old = state().asset(asset);
        TreeMap<Long, Changed> changes = new TreeMap<>(old.changes().changes());
        changes.put(version, Changed.wholly(set));
        assets.put(
                asset,
                new AssetState(
                        Optional.of(table(version)),
                        old.builds().with(set, build),
                        Contents.of(old.contents().with(set, content), OptionalDouble.of(0.25)),
                        new ChangeLog(set.partitioning(), -1, changes),
                        old.quarantined().without(set),
                        old.foreign(),
                        old.dropped(),
                        Efforts.NONE));
        return this;
    }

    /** Failed in run r-2, from version 3 of the source. */
    TestingWarehouse quarantined(String asset, String partitions, String error) {
        AssetState old = state().asset(asset);
        Quarantine cause = new Quarantine(
                "r-2",
                asset + "/1.2",
                BUILT,
                error,
                asset(asset).signature().fingerprint(),
                InputRead.ofVersions(Map.of("flights", 3L)));
        assets.put(
                asset,
                new AssetState(
                        old.table(),
                        old.builds(),
                        old.held(),
                        old.changes(),
                        old.quarantined().with(set(asset, partitions), cause),
                        old.foreign(),
                        old.dropped(),
                        Efforts.NONE));
        return this;
    }

    /** Someone else wrote them. */
    TestingWarehouse foreign(String asset, String partitions) {
        AssetState old = state().asset(asset);
        PartitionSet set = set(asset, partitions);
        assets.put(
                asset,
                new AssetState(
                        old.table(),
                        old.builds().without(set),
                        Contents.of(old.contents().without(set)),
                        old.changes(),
                        old.quarantined(),
                        old.foreign().with(set, new ForeignWrite(2, BUILT, "WRITE", "ann@desk")),
                        old.dropped(),
                        Efforts.NONE));
        return this;
    }

    private static TableState table(long version) {
        return new TableState(version, "t-1", List.of(), List.of(), 1, Map.of());
    }
}
