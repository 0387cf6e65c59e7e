package io.hindcast.testing;

import io.hindcast.asset.Asset;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.AssetHistory;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.ChangeLog;
import io.hindcast.ledger.ColumnChange;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.EntryBuilder;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.Inventory;
import io.hindcast.ledger.SourceState;
import io.hindcast.ledger.TableCommit;
import io.hindcast.ledger.TableState;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.mapping.Mapping;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The tables of a small world, event by event, kept twice: as the ledger and the logs would tell it, for the planner, and
 * key by key, for a model to compare it with.
 */
public final class TestingTables {

    /** When everything here happens. */
    public static final Instant AT = Instant.parse("2013-03-01T00:00:00Z");

    /** The columns that a table has besides those of its partitions, as far as these tests look at them one by one. */
    public static final Set<String> COLUMNS = Set.of("m", "n");

    private final Map<String, Facts> facts = new HashMap<>();
    private final Map<String, List<TableCommit>> arrivals = new HashMap<>();
    private final Map<String, List<Entry>> entries = new HashMap<>();
    private String run = "r-1";

    /**
     * What is known of one table, key by key.
     *
     * @param changedAt partition to the last version that changed its content
     * @param columnsAt partition to version to the columns that it changed; where a version is missing, all
     * @param loadedAt partition to version to when that brought it rows, of a source
     * @param present partitions with rows, of a source
     * @param built what it was made from; not for partitions that someone else wrote since
     */
    public record Facts(
            Map<Partition, Long> changedAt,
            Map<Partition, Map<Long, Set<String>>> columnsAt,
            Map<Partition, Map<Long, Instant>> loadedAt,
            Set<Partition> present,
            Map<Partition, Made> built,
            Map<Partition, Made> quarantined,
            Set<Partition> foreign,
            Set<Partition> expired) {

        Facts() {
            this(
                    new HashMap<>(),
                    new HashMap<>(),
                    new HashMap<>(),
                    new HashSet<>(),
                    new HashMap<>(),
                    new HashMap<>(),
                    new HashSet<>(),
                    new HashSet<>());
        }
    }

    /**
     * From what a partition was made, or could not be made.
     *
     * @param columns the fingerprints of the parts of the job
     */
    public record Made(long version, String fingerprint, Map<String, String> columns, Map<String, Seen> inputs) {

        private static Made by(Asset asset, long version, Map<String, Seen> inputs) {
            return new Made(
                    version, asset.signature().fingerprint(), asset.signature().columnFingerprints(), inputs);
        }
    }

    /**
     * What an input was when it was read.
     *
     * @param generation how often its table had been made anew
     * @param mapping what of it was read
     */
    public record Seen(long version, int generation, Mapping mapping) {}

    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Integer> generations = new HashMap<>();

    /** The facts of a source or asset. */
    public Facts of(String name) {
        return facts.computeIfAbsent(name, n -> new Facts());
    }

    /** The version of a table; -1 for no table. */
    public long version(String name) {
        return versions.getOrDefault(name, -1L);
    }

    /** The entries that the ledger has of an asset. */
    public List<Entry> entries(String asset) {
        return entries.computeIfAbsent(asset, a -> new ArrayList<>());
    }

    /** All that is written from now on belongs to another run. */
    public TestingTables run(String id) {
        this.run = id;
        return this;
    }

    /** Rows come into partitions of a source. */
    public void arrive(String source, PartitionSet set) {
        arrive(source, set, AT);
    }

    /** The same at a moment. */
    public void arrive(String source, PartitionSet set, Instant at) {
        long version = next(source);
        arrivals.computeIfAbsent(source, s -> new ArrayList<>())
                .add(new TableCommit(
                        version, id(source), at, "WRITE", "", Optional.empty(), set, TableCommit.Nature.APPEND));
        set.partitions().forEach(partition -> {
            of(source)
                    .loadedAt()
                    .computeIfAbsent(partition, p -> new HashMap<>())
                    .put(version, at);
            of(source).changedAt().put(partition, version);
            of(source).present().add(partition);
        });
    }

    /** Partitions of a source lose their rows. */
    public void vanish(String source, PartitionSet set) {
        long version = next(source);
        arrivals.computeIfAbsent(source, s -> new ArrayList<>())
                .add(new TableCommit(
                        version, id(source), AT, "DELETE", "", Optional.empty(), set, TableCommit.Nature.REWRITE));
        set.partitions().forEach(partition -> {
            of(source).changedAt().put(partition, version);
            of(source).present().remove(partition);
        });
    }

    /** The table of a source is dropped and made anew, with as many commits and rows in the same partitions. */
    public void makeAnew(String source, Partitioning partitioning) {
        long last = version(source);
        if (last < 0) {
            return;
        }
        Set<Partition> rows = new HashSet<>(of(source).present());
        facts.remove(source);
        arrivals.remove(source);
        versions.remove(source);
        generations.merge(source, 1, Integer::sum);
        while (version(source) < last) {
            arrive(source, set(partitioning, rows));
        }
    }

    private static PartitionSet set(Partitioning partitioning, Set<Partition> partitions) {
        return PartitionSet.unionAll(
                partitioning,
                partitions.stream()
                        .map(partition -> PartitionSet.of(partitioning, partition))
                        .toList());
    }

    /** One commit of ours; of partitions that are built already the content may stay as it was. */
    public void build(Asset asset, PartitionSet set, Predicate<Partition> changes) {
        build(asset, set, changes, COLUMNS);
    }

    /**
     * The same, where new content is in some columns alone.
     *
     * @param columns that change
     */
    public void build(Asset asset, PartitionSet set, Predicate<Partition> changes, Set<String> columns) {
        build(asset, set, changes, partition -> columns);
    }

    /** The same, where these are others from partition to partition. */
    public void build(
            Asset asset, PartitionSet set, Predicate<Partition> changes, Function<Partition, Set<String>> columns) {
        Map<String, InputRead> inputs = inputs(asset);
        long version = next(asset.name());
        Facts own = of(asset.name());
        set.partitions().forEach(partition -> {
            boolean first = !own.built().containsKey(partition);
            boolean changed = changes.test(partition) || first;
            Event event = changed ? Event.COMMITTED : Event.UNCHANGED;
            Set<String> differing = first ? COLUMNS : columns.apply(partition);
            entries(asset.name())
                    .add(entry(asset, event, partition.toString(), inputs, version)
                            .change(changed ? change(differing) : Optional.empty())
                            .build());
            own.built().put(partition, Made.by(asset, version, seen(asset)));
            own.quarantined().remove(partition);
            own.foreign().remove(partition);
            own.expired().remove(partition);
            if (changed) {
                own.changedAt().put(partition, version);
                own.columnsAt().computeIfAbsent(partition, p -> new HashMap<>()).put(version, differing);
            }
        });
    }

    /** How a commit tells of columns that hold something else. */
    public static Optional<ColumnChange> change(Set<String> columns) {
        Set<String> others = new TreeSet<>(COLUMNS);
        others.removeAll(columns);
        // As many rows as before, unless all columns differ.
        return others.isEmpty() ? Optional.empty() : Optional.of(ColumnChange.of(columns, List.of(others, Set.of())));
    }

    /** Someone else writes partitions. */
    public void foreign(Asset asset, PartitionSet set) {
        long version = next(asset.name());
        entries(asset.name())
                .add(Entry.of(AT, Event.FOREIGN, "world")
                        .asset(asset.name())
                        .partition(set.toString())
                        .version(version)
                        .reason("WRITE")
                        .build());
        set.partitions().forEach(partition -> {
            of(asset.name()).foreign().add(partition);
            of(asset.name()).built().remove(partition);
            of(asset.name()).expired().remove(partition);
            of(asset.name()).changedAt().put(partition, version);
        });
    }

    /** Partitions fail by their own fault. */
    public void quarantine(Asset asset, PartitionSet set) {
        Map<String, InputRead> inputs = inputs(asset);
        set.partitions().forEach(partition -> {
            entries(asset.name())
                    .add(Entry.of(AT, Event.QUARANTINED, "world")
                            .asset(asset.name())
                            .partitions(partition.toString(), 1)
                            .run(run)
                            .attempt(asset.name() + "/1", 1)
                            .fingerprints(asset.signature().fingerprint(), Map.of())
                            .read(inputs)
                            .error("poison")
                            .build());
            of(asset.name()).quarantined().put(partition, Made.by(asset, version(asset.name()), seen(asset)));
        });
    }

    /** Partitions are dropped on purpose. */
    public void expire(Asset asset, PartitionSet set) {
        long version = next(asset.name());
        entries(asset.name())
                .add(Entry.of(AT, Event.EXPIRED, "world")
                        .asset(asset.name())
                        .partition(set.toString())
                        .version(version)
                        .build());
        set.partitions().forEach(of(asset.name()).expired()::add);
    }

    /** What a planner reads. */
    public WarehouseState state(Warehouse warehouse) {
        Map<String, SourceState> sources = new TreeMap<>();
        warehouse.sources().forEach(source -> sources.put(source.name(), source(source)));
        Map<String, AssetState> assets = new TreeMap<>();
        for (Asset asset : warehouse.assets()) {
            AssetHistory history = new AssetHistory(asset.partitioning(), entries(asset.name()), table(asset.name()));
            assets.put(asset.name(), history.state(List.of()));
        }
        return new WarehouseState(sources, assets);
    }

    private SourceState source(SourceDeclaration source) {
        String name = source.name();
        Partitioning partitioning = source.partitioning();
        PartitionSet present = set(partitioning, of(name).present());
        PartitionMap<Inventory.Size> sizes =
                PartitionMap.<Inventory.Size>empty(partitioning).with(present, new Inventory.Size(1, 1000, 10));
        return new SourceState(
                table(name),
                ChangeLog.of(partitioning, -1, arrivals.getOrDefault(name, List.of())),
                new Inventory(version(name), sizes),
                source.retain());
    }

    /** The table as it stands; empty when there is none. */
    public Optional<TableState> table(String name) {
        return version(name) < 0
                ? Optional.empty()
                : Optional.of(new TableState(version(name), id(name), List.of(), List.of(), 1, Map.of()));
    }

    private long next(String name) {
        return versions.merge(name, 1L, (old, one) -> old + one);
    }

    private Map<String, InputRead> inputs(Asset asset) {
        Map<String, InputRead> inputs = new TreeMap<>();
        asset.inputs().forEach(input -> inputs.put(input.name(), read(input, input.name())));
        asset.ownPartitions().ifPresent(own -> inputs.put(own.name(), read(own, asset.name())));
        return inputs;
    }

    private InputRead read(Asset.Input input, String name) {
        if (version(name) < 0 && !input.name().equals(Asset.SELF)) {
            // Nothing is built from a table that is not there: it has no id that could be another.
            return InputRead.of(-1);
        }
        return InputRead.of(version(name), id(name), input.description(), input.partitioning());
    }

    private Map<String, Seen> seen(Asset asset) {
        Map<String, Seen> seen = new TreeMap<>();
        asset.inputs().forEach(input -> seen.put(input.name(), seen(input, input.name())));
        asset.ownPartitions().ifPresent(own -> seen.put(own.name(), seen(own, asset.name())));
        return seen;
    }

    private Seen seen(Asset.Input input, String name) {
        return new Seen(version(name), generation(name), input.mapping());
    }

    /** How often a table was made anew. */
    public int generation(String name) {
        return generations.getOrDefault(name, 0);
    }

    private String id(String name) {
        return "id-" + name + "-" + generation(name);
    }

    private EntryBuilder entry(
            Asset asset, Event event, String partition, Map<String, InputRead> inputs, long version) {
        return Entry.of(AT, event, "world")
                .asset(asset.name())
                .partitions(partition, 1)
                .run(run)
                .attempt(asset.name() + "/1", 1)
                .fingerprints(asset.signature().fingerprint(), asset.signature().columnFingerprints())
                .read(inputs)
                .table(id(asset.name()))
                .version(version)
                .size(10, 1000, 1);
    }
}
