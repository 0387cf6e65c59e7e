package io.hindcast.ledger;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.PartitionSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads what is known of a warehouse from its ledger and from the logs of its tables. Starts no Spark session. */
public final class StateReader {

    private final Warehouse warehouse;
    private final Tables tables;

    public StateReader(Warehouse warehouse, Tables tables) {
        this.warehouse = warehouse;
        this.tables = tables;
    }

    /**
     * What was read.
     *
     * @param recovered entries that the ledger lacks: commits of a run that died before it could tell, and foreign ones
     * @param toRemember what to remember of the ledger for the next time; empty when that is what was remembered
     * @param sourcesToRemember the same of the sources
     */
    public record Reading(
            WarehouseState state,
            List<Entry> recovered,
            Optional<byte[]> toRemember,
            Optional<byte[]> sourcesToRemember) {
        public Reading {
            recovered = List.copyOf(recovered);
        }
    }

    /**
     * The state of every source and asset.
     *
     * @param facts what the ledger tells
     * @param remembered an earlier {@link Reading#sourcesToRemember}; what is foreign or damaged is as good as nothing
     * @param since source to the version whose changes must be told as well, for what was made from it and left no trace
     *     in the ledger, as a saved plan
     */
    public Reading read(StandingFacts facts, Optional<byte[]> remembered, Map<String, Long> since) {
        List<OfAsset> read = warehouse.assets().parallelStream()
                .map(asset -> asset(asset, facts))
                .toList();
        Map<String, AssetState> assets = new HashMap<>();
        Map<String, SeenCommits> seen = new HashMap<>();
        Map<String, KnownTable> known = new HashMap<>();
        List<Entry> recovered = new ArrayList<>();
        for (OfAsset each : read) {
            assets.put(each.name(), each.state());
            seen.put(each.name(), each.seen());
            each.look().known().ifPresent(table -> known.put(each.name(), table));
            recovered.addAll(each.recovered());
        }
        RememberedSources indexes = RememberedSources.parse(remembered, warehouse);
        Map<String, SourceState> sources = new ConcurrentHashMap<>();
        Map<String, KnownSource> knownSources = new ConcurrentHashMap<>();
        warehouse.sources().parallelStream().forEach(source -> {
            Set<Long> versions = versionsRead(source.name(), assets.values());
            add(versions, since, source.name());
            SourceStates.Reading reading = new SourceStates(tables)
                    .read(
                            source,
                            versions.stream().min(Long::compare),
                            Optional.ofNullable(indexes.sources().get(source.name())));
            sources.put(source.name(), reading.state());
            reading.known().ifPresent(index -> knownSources.put(source.name(), index));
        });
        RememberedSources newer = new RememberedSources(knownSources);
        return new Reading(
                new WarehouseState(sources, assets),
                recovered,
                facts.toRemember(seen, known),
                newer.equals(indexes) ? Optional.empty() : Optional.of(newer.bytes()));
    }

    /**
     * A table as it stands.
     *
     * @param known to be remembered; empty where it could not be recognised
     */
    private record Look(Optional<TableState> state, Optional<KnownTable> known) {}

    /** Reads the table, unless it is as it was when it was last read. */
    private Look look(TableRef table, StandingFacts facts) {
        Optional<KnownTable> known = facts.table(table.name())
                .filter(was -> was.path().equals(table.path()))
                .filter(was -> tables.stamp(table, was.state().version()).equals(Optional.of(was.stamp())));
        if (known.isPresent()) {
            return new Look(known.map(KnownTable::state), known);
        }
        Optional<TableState> state = tables.state(table);
        return new Look(
                state,
                state.flatMap(now ->
                        tables.stamp(table, now.version()).map(stamp -> new KnownTable(table.path(), now, stamp))));
    }

    private record OfAsset(String name, AssetState state, List<Entry> recovered, SeenCommits seen, Look look) {}

    private OfAsset asset(Asset asset, StandingFacts facts) {
        String name = asset.name();
        TableRef table = TableRef.of(asset);
        Look look = look(table, facts);
        Optional<TableState> state = look.state();
        AssetHistory history = new AssetHistory(asset.partitioning(), facts.of(name), state);
        if (state.isEmpty()) {
            return new OfAsset(name, history.state(List.of()), List.of(), SeenCommits.NONE, look);
        }
        String id = state.get().id();
        String declared = SeenCommits.declared(asset);
        SeenCommits seen = facts.seen(name).ifOf(id, declared);
        List<Long> unknown = history.unknownVersions();
        List<Entry> told = seen.told(warehouse.name(), Set.copyOf(unknown));
        List<Long> versions = unseen(unknown, seen.quiet(), told);
        List<Entry> recovered = inOrder(told, unknown(table, versions));
        AssetState known = history.state(recovered)
                .withHeld(Contents.later(() -> new AssetHistory(asset.partitioning(), facts.whole(name), state)
                        .state(recovered)
                        .held()));
        long oldest = tables.oldestCommit(table);
        // What was cleaned away before anybody looked stays unknown.
        List<Long> looked =
                versions.stream().filter(version -> version >= oldest).toList();
        return new OfAsset(
                name,
                withUnknownOrigin(table, known, oldest, looked.size() < versions.size() ? Gap.COMMITS_LOST : Gap.NONE),
                recovered,
                SeenCommits.of(id, declared, looked, recovered).andQuiet(seen.quiet()),
                look);
    }

    /** Those that were not looked at before. */
    private static List<Long> unseen(List<Long> versions, IntervalSet quiet, List<Entry> told) {
        Set<Long> loud = new HashSet<>();
        told.forEach(entry -> entry.version().ifPresent(loud::add));
        return versions.stream()
                .filter(version -> !quiet.contains(version) && !loud.contains(version))
                .toList();
    }

    /** What was told before and what is told now, oldest first. */
    private static List<Entry> inOrder(List<Entry> before, List<Entry> now) {
        List<Entry> entries = new ArrayList<>(before);
        entries.addAll(now);
        entries.sort(Comparator.comparingLong(entry -> entry.version().orElse(-1)));
        return entries;
    }

    private List<Entry> unknown(TableRef table, List<Long> versions) {
        if (versions.isEmpty()) {
            return List.of();
        }
        long oldest = tables.oldestCommit(table);
        long first = Math.max(oldest, versions.get(0));
        long last = versions.get(versions.size() - 1);
        Set<Long> wanted = new HashSet<>(versions);
        List<Entry> entries = new ArrayList<>();
        for (TableCommit commit : tables.commits(table, first - 1, last)) {
            if (wanted.contains(commit.version())) {
                entries.addAll(CommitEntries.of(warehouse.name(), table.name(), commit));
            }
        }
        return entries;
    }

    /** Whether commits were cleaned away that nobody looked at. */
    private enum Gap {
        NONE,
        COMMITS_LOST
    }

    /**
     * Data of which no commit tells any more: someone's, and not to be overwritten unasked. That is where nothing of ours
     * was recorded, and, if commits were cleaned away unseen, where there is something else than was recorded.
     *
     * @param oldest the first commit that is there
     */
    private AssetState withUnknownOrigin(TableRef table, AssetState state, long oldest, Gap gap) {
        if (oldest == 0) {
            return state;
        }
        Inventory inventory = tables.inventory(table, state.version());
        PartitionSet known = state.builds().covered().union(state.foreign().covered());
        PartitionSet unknown = inventory.present().minus(known);
        PartitionSet differing = gap == Gap.COMMITS_LOST
                ? new Recorded(state).differing(inventory)
                : PartitionSet.empty(unknown.partitioning());
        PartitionSet strange = unknown.union(differing);
        if (strange.isEmpty()) {
            return state;
        }
        ForeignWrite write = new ForeignWrite(-1, Instant.EPOCH, "", "");
        return new AssetState(
                state.table(),
                state.builds().without(strange),
                state.held(),
                state.changes().and(oldest, differing),
                state.quarantined(),
                state.foreign().with(strange, write),
                new Dropped(
                        state.dropped().how().without(strange),
                        state.dropped().scaffolding().minus(strange)),
                state.efforts());
    }

    /** The versions of a source that built partitions were made from. */
    private static Set<Long> versionsRead(String source, Collection<AssetState> assets) {
        Set<Long> versions = new HashSet<>();
        for (AssetState asset : assets) {
            asset.builds()
                    .groups()
                    .keySet()
                    .forEach(build -> add(versions, InputRead.versions(build.inputs()), source));
            asset.quarantined()
                    .groups()
                    .keySet()
                    .forEach(cause -> add(versions, InputRead.versions(cause.inputs()), source));
        }
        return versions;
    }

    private static void add(Set<Long> versions, Map<String, Long> inputs, String source) {
        Long version = inputs.get(source);
        if (version != null) {
            versions.add(version);
        }
    }
}
