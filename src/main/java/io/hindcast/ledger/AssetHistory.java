package io.hindcast.ledger;

import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The events of one asset, folded into its state. Events come from the ledger; commits that the ledger does not know
 * yet (a driver died between the two, or someone else wrote) come from the table's own log.
 */
public final class AssetHistory {

    private final Partitioning partitioning;
    private final Optional<TableState> table;
    private final Details details = new Details();
    /** Since the table began anew. */
    private final List<Entry> entries;
    /** Those of them that speak of the table as it stands, and not of another that was at its path. */
    private final List<Entry> own;

    /**
     * History of one asset.
     *
     * @param entries of this asset, in the order of the ledger
     * @param table the table as it stands; empty when there is none
     */
    public AssetHistory(Partitioning partitioning, List<Entry> entries, Optional<TableState> table) {
        this.partitioning = partitioning;
        this.table = table;
        this.entries = sinceLastReset(entries);
        this.own = table.map(this::entriesOf).orElse(List.of());
    }

    static List<Entry> sinceLastReset(List<Entry> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).event() == Event.RESET) {
                return List.copyOf(entries.subList(i, entries.size()));
            }
        }
        return List.copyOf(entries);
    }

    /** The entries after the last one of another table: one with another id, or with a version not yet reached. */
    private List<Entry> entriesOf(TableState current) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            String id = details.of(entries.get(i)).table();
            boolean later = entries.get(i).version().orElse(-1) > current.version();
            if (later || !(id.isEmpty() || id.equals(current.id()))) {
                return entries.subList(i + 1, entries.size());
            }
        }
        return entries;
    }

    /** The versions of the table that the ledger does not tell of, oldest first. */
    public List<Long> unknownVersions() {
        Set<Long> known = new HashSet<>();
        own.forEach(e -> e.version().ifPresent(known::add));
        long first = known.isEmpty() || own.get(0).event() != Event.RESET
                ? 0
                : own.get(0).version().orElse(0);
        List<Long> unknown = new ArrayList<>();
        long last = table.map(TableState::version).orElse(-1L);
        for (long version = first; version <= last; version++) {
            if (!known.contains(version)) {
                unknown.add(version);
            }
        }
        return unknown;
    }

    /**
     * The state that follows. Where the table is gone, or is another at the same path, nothing is built; what was set
     * aside stays so.
     *
     * @param recovered entries of the commits of {@link #unknownVersions}, in any order
     */
    public AssetState state(Collection<Entry> recovered) {
        if (table.isEmpty()) {
            return AssetState.unbuilt(partitioning).withQuarantined(quarantinesOfTheLedger());
        }
        AssetState state = fold(own, recovered)
                .state(table)
                .withEfforts(Efforts.later(() -> sinceLastReset(inOrder(own, recovered))));
        return own.size() == entries.size()
                ? state
                : state.withQuarantined(
                        quarantinesOfTheLedger().without(state.builds().covered()));
    }

    /**
     * The latest builds of ours, also of partitions that others have overwritten since.
     *
     * @param recovered as for {@link #state}
     */
    public PartitionMap<Build> ownBuilds(Collection<Entry> recovered) {
        List<Entry> ours = sinceLastReset(inOrder(own, recovered)).stream()
                .filter(entry -> entry.event() != Event.FOREIGN)
                .toList();
        Fold fold = new Fold(partitioning, details);
        ours.forEach(fold::add);
        return fold.builds.build();
    }

    private PartitionMap<Quarantine> quarantinesOfTheLedger() {
        return fold(entries, List.of()).quarantines();
    }

    private Fold fold(List<Entry> known, Collection<Entry> recovered) {
        Fold fold = new Fold(partitioning, details);
        sinceLastReset(inOrder(known, recovered)).forEach(fold::add);
        return fold;
    }

    /**
     * By the version of the table, which alone tells which of two commits came first: steps that run side by side may be
     * entered the other way round. What has no version stays behind all that the ledger knew when it was entered.
     */
    private static List<Entry> inOrder(List<Entry> known, Collection<Entry> recovered) {
        List<Placed> placed = new ArrayList<>(known.size() + recovered.size());
        long latest = -1;
        for (Entry entry : known) {
            long version = entry.version().orElse(latest);
            latest = Math.max(latest, version);
            placed.add(new Placed(entry, version));
        }
        recovered.forEach(entry -> placed.add(new Placed(entry, entry.version().orElse(-1))));
        placed.sort(Placed.ORDER);
        return placed.stream().map(Placed::entry).toList();
    }

    private record Placed(Entry entry, long version) {
        // The sort is stable: entries of one place keep the order in which they were entered.
        private static final Comparator<Placed> ORDER = Comparator.comparingLong(Placed::version)
                .thenComparing(placed -> placed.entry().version().isEmpty());
    }

    /** Gathers per kind, then builds each range map once: later entries win. */
    private static final class Fold {

        private final Partitioning partitioning;
        private final Details details;
        private final Overlay<Build> builds;
        private final Overlay<CommitRecord.Content> contents;
        private final Overlay<Quarantine> quarantined;
        private final Overlay<ForeignWrite> foreign;
        private final TreeMap<Long, List<PartitionSet>> changes = new TreeMap<>();
        private final TreeMap<Long, Map<ColumnChange, List<PartitionSet>>> narrow = new TreeMap<>();
        private final Pace pace = new Pace();
        private final Overlay<Expiry> dropped;
        private PartitionSet scaffolding;

        Fold(Partitioning partitioning, Details details) {
            this.partitioning = partitioning;
            this.details = details;
            this.builds = new Overlay<>(partitioning);
            this.contents = new Overlay<>(partitioning);
            this.quarantined = new Overlay<>(partitioning);
            this.foreign = new Overlay<>(partitioning);
            this.dropped = new Overlay<>(partitioning);
            this.scaffolding = PartitionSet.empty(partitioning);
        }

        void add(Entry entry) {
            switch (entry.event()) {
                case COMMITTED, UNCHANGED, ACCEPTED -> built(entry);
                case QUARANTINED -> quarantined.put(set(entry), quarantine(entry));
                case FOREIGN -> foreign(entry);
                case EXPIRED -> expired(entry);
                default -> {
                    // The other events tell of steps and runs, not of what a partition is.
                }
            }
        }

        private PartitionSet set(Entry entry) {
            return partitioning.parse(entry.partition());
        }

        private void built(Entry entry) {
            PartitionSet set = set(entry);
            builds.put(set, build(entry));
            pace.add(entry);
            contents.put(
                    set,
                    new CommitRecord.Content(
                            entry.event(),
                            entry.rows().orElse(0),
                            entry.bytes().orElse(0),
                            entry.files().orElse(0),
                            entry.hash(),
                            entry.hashes(),
                            Optional.empty()));
            quarantined.remove(set);
            foreign.remove(set);
            revived(entry, set);
            // Data that is taken over is what it was: whoever wrote it changed it.
            if (entry.event() == Event.COMMITTED) {
                changed(entry, set);
                details.of(entry)
                        .change()
                        .ifPresent(how -> narrow.computeIfAbsent(entry.version().orElse(-1), v -> new HashMap<>())
                                .computeIfAbsent(how, h -> new ArrayList<>())
                                .add(set));
            }
        }

        private void foreign(Entry entry) {
            PartitionSet set = set(entry);
            foreign.put(set, new ForeignWrite(entry.version().orElse(-1), entry.at(), entry.reason(), entry.actor()));
            builds.remove(set);
            contents.remove(set);
            dropped.remove(set);
            changed(entry, set);
        }

        private void expired(Entry entry) {
            // The build stays known: staleness passes through expired partitions.
            PartitionSet set = set(entry);
            dropped.put(
                    set,
                    new Expiry(entry.run(), entry.version().orElse(-1), entry.at(), entry.reason(), entry.actor()));
            scaffolding = scaffolding.minus(set);
        }

        /** What a run needs for its own steps alone stays dropped: it lets it go again. */
        private void revived(Entry entry, PartitionSet set) {
            if (details.of(entry).purpose() == EntryDetail.Purpose.SCAFFOLDING) {
                scaffolding = scaffolding.union(set);
            } else {
                dropped.remove(set);
                scaffolding = scaffolding.isEmpty() ? scaffolding : scaffolding.minus(set);
            }
        }

        private void changed(Entry entry, PartitionSet set) {
            changes.computeIfAbsent(entry.version().orElse(-1), v -> new ArrayList<>())
                    .add(set);
        }

        PartitionMap<Quarantine> quarantines() {
            return quarantined.build();
        }

        AssetState state(Optional<TableState> table) {
            TreeMap<Long, Changed> changed = new TreeMap<>();
            changes.forEach((version, sets) ->
                    changed.put(version, new Changed(PartitionSet.unionAll(partitioning, sets), narrowAt(version))));
            return new AssetState(
                    table,
                    builds.build(),
                    Contents.of(contents.build(), pace.secondsPerPartition()),
                    new ChangeLog(partitioning, -1, changed),
                    quarantined.build(),
                    foreign.build(),
                    dropped(),
                    Efforts.NONE);
        }

        private Dropped dropped() {
            PartitionMap<Expiry> how = dropped.build();
            return new Dropped(how, scaffolding.intersect(how.covered()));
        }

        private Map<ColumnChange, PartitionSet> narrowAt(long version) {
            Map<ColumnChange, PartitionSet> united = new HashMap<>();
            narrow.getOrDefault(version, Map.of())
                    .forEach((how, sets) -> united.put(how, PartitionSet.unionAll(partitioning, sets)));
            return united;
        }

        private Build build(Entry entry) {
            return new Build(
                    entry.event(),
                    entry.run(),
                    entry.step(),
                    entry.attempt().orElse(0),
                    entry.at(),
                    entry.version().orElse(-1),
                    entry.fingerprint(),
                    entry.columns(),
                    details.read(entry));
        }

        private Quarantine quarantine(Entry entry) {
            return new Quarantine(
                    entry.run(), entry.step(), entry.at(), entry.error(), entry.fingerprint(), details.read(entry));
        }
    }

    /** What the details of entries tell: those of one commit tell the same, and are read once. */
    private static final class Details {

        private record Key(String detail, Map<String, Long> inputs) {}

        private final Map<String, EntryDetail> known = new HashMap<>();
        private final Map<Key, Map<String, InputRead>> read = new HashMap<>();

        EntryDetail of(Entry entry) {
            return known.computeIfAbsent(entry.detail(), EntryDetail::parse);
        }

        Map<String, InputRead> read(Entry entry) {
            return read.computeIfAbsent(
                    new Key(entry.detail(), entry.inputs()),
                    key -> EntryDetail.joined(key.inputs(), of(entry).inputs()));
        }
    }
}
