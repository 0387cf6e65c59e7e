package io.hindcast.run;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.AssetHistory;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.TableState;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.testing.TestingTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables of a warehouse as nothing but their commits, the oldest first; its sources have arrived whole. */
record CommitLog(List<Commit> commits) {

    /** The version of every source. */
    static final long STAGED = 2;

    private static final Instant NOW = TestingTables.AT;

    CommitLog {
        commits = List.copyOf(commits);
    }

    /** One version of an asset's table. */
    record Commit(String asset, PartitionSet set, String run, String step, Map<String, Long> read) {

        boolean isOf(String otherRun, String otherStep) {
            return run.equals(otherRun) && step.equals(otherStep);
        }
    }

    /** Whose a commit is that was found. */
    enum Whose {
        OWN,
        FOREIGN
    }

    CommitLog and(Commit commit) {
        List<Commit> more = new ArrayList<>(commits);
        more.add(commit);
        return new CommitLog(more);
    }

    /** The newest version of a table; -1 where there is none. */
    long version(String asset) {
        long newest = of(asset).size();
        return newest == 0 ? -1 : newest;
    }

    /** The commits into one table. */
    List<Commit> of(String asset) {
        return commits.stream().filter(commit -> commit.asset().equals(asset)).toList();
    }

    /** Whether after a version a commit has landed already, or another run has written its partitions. */
    Optional<Whose> since(long version, Commit meant) {
        List<Commit> all = of(meant.asset());
        List<Commit> later = all.subList((int) Math.max(0, version), all.size());
        if (later.stream().anyMatch(commit -> commit.isOf(meant.run(), meant.step()))) {
            return Optional.of(Whose.OWN);
        }
        boolean foreign = later.stream()
                .anyMatch(commit ->
                        !commit.run().equals(meant.run()) && commit.set().intersects(meant.set()));
        return foreign ? Optional.of(Whose.FOREIGN) : Optional.empty();
    }

    /** What tells two of them apart. */
    String key() {
        StringBuilder key = new StringBuilder();
        commits.forEach(commit -> key.append(commit.asset())
                .append(commit.set())
                .append(commit.run())
                .append(commit.step())
                .append(commit.read())
                .append(';'));
        return key.toString();
    }

    /** What planning knows of a warehouse in which these commits were made. */
    WarehouseState state(Warehouse warehouse) {
        TestingTables staging = new TestingTables();
        for (long version = 0; version < STAGED; version++) {
            warehouse
                    .sources()
                    .forEach(source ->
                            staging.arrive(source.name(), source.partitioning().domain()));
        }
        Map<String, AssetState> assets = new TreeMap<>();
        warehouse.assets().forEach(asset -> assets.put(asset.name(), state(warehouse, asset)));
        return new WarehouseState(staging.state(warehouse).sources(), assets);
    }

    private AssetState state(Warehouse warehouse, Asset asset) {
        List<Entry> entries = new ArrayList<>();
        long version = 0;
        for (Commit commit : of(asset.name())) {
            version++;
            entries.addAll(entries(warehouse, asset, commit, version));
        }
        Optional<TableState> table = version == 0
                ? Optional.empty()
                : Optional.of(new TableState(version, "id", List.of(), List.of(), 1, Map.of()));
        return new AssetHistory(asset.partitioning(), entries, table).state(List.of());
    }

    private static List<Entry> entries(Warehouse warehouse, Asset asset, Commit commit, long version) {
        Map<String, InputRead> inputs = new TreeMap<>();
        asset.inputs()
                .forEach(input -> inputs.put(
                        input.name(),
                        InputRead.of(
                                commit.read().getOrDefault(input.name(), STAGED),
                                warehouse.isSource(input.name()) ? "id-" + input.name() + "-0" : "id",
                                input.description(),
                                input.partitioning())));
        return commit.set()
                .partitions()
                .map(partition -> Entry.of(NOW, Event.COMMITTED, "world")
                        .asset(asset.name())
                        .partitions(partition.toString(), 1)
                        .run(commit.run())
                        .attempt(commit.step(), 1)
                        .fingerprints(asset.signature().fingerprint(), Map.of())
                        .read(inputs)
                        .table("id")
                        .version(version)
                        .size(10, 1000, 1)
                        .build())
                .toList();
    }
}
