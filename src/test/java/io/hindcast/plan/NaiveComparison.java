package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.JobParts;
import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.Partition;
import io.hindcast.testing.NaiveReads;
import io.hindcast.testing.TestingTables;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What one partition was made from, or could not be made from, held against what is there now. */
final class NaiveComparison {

    private final Warehouse warehouse;
    private final TestingTables tables;
    private final NaiveReads reads;

    NaiveComparison(Warehouse warehouse, TestingTables tables, NaiveReads reads) {
        this.warehouse = warehouse;
        this.tables = tables;
        this.reads = reads;
    }

    /** Every column, and which rows there are. */
    static final Set<String> EVERYTHING = Set.of(JobParts.ROWS, "m", "n");

    /** Why a partition is out of date before anything is planned, each with the columns in which it would be another. */
    Map<Reason, Set<String>> reasons(Asset asset, Partition partition) {
        Map<Reason, Set<String>> reasons = new EnumMap<>(Reason.class);
        TestingTables.Facts facts = tables.of(asset.name());
        TestingTables.Made made = facts.built().get(partition);
        if (made == null) {
            if (!facts.foreign().contains(partition)) {
                reasons.put(Reason.MISSING, EVERYTHING);
            }
            return reasons;
        }
        if (!made.fingerprint().equals(asset.signature().fingerprint())) {
            reasons.put(Reason.CODE, recoded(made.columns(), asset.signature().columnFingerprints()));
        }
        for (Asset.Input input : asset.inputs()) {
            if (NaivePlanner.isStrict(input)) {
                Set<String> touched = touchedBy(asset, input, partition, made);
                add(reasons, warehouse.isSource(input.name()) ? Reason.DATA : Reason.UPSTREAM, touched);
            }
        }
        if (!reasons.containsKey(Reason.CODE) && isRedeclared(asset, partition, made)) {
            add(reasons, Reason.DATA, EVERYTHING);
        }
        asset.ownPartitions().ifPresent(own -> {
            Set<String> touched = new HashSet<>();
            for (Partition read : reads.ofSelf(asset, partition)) {
                touched.addAll(derived(asset, own, changedAfter(asset.name(), read, made.version())));
            }
            add(reasons, Reason.UPSTREAM, touched);
        });
        return reasons;
    }

    private static void add(Map<Reason, Set<String>> reasons, Reason reason, Set<String> touched) {
        if (!touched.isEmpty()) {
            Set<String> all = new HashSet<>(touched);
            all.addAll(reasons.getOrDefault(reason, Set.of()));
            reasons.put(reason, all);
        }
    }

    /** In which columns a job gives something else than the one that was recorded. */
    private static Set<String> recoded(Map<String, String> then, Map<String, String> now) {
        if (!now.containsKey(JobParts.ROWS) || !Objects.equals(then.get(JobParts.ROWS), now.get(JobParts.ROWS))) {
            return EVERYTHING;
        }
        Set<String> others = new HashSet<>(TestingTables.COLUMNS);
        others.removeIf(column -> Objects.equals(then.get(column), now.get(column)));
        return others;
    }

    /** In which columns an asset gives something else when some of what it reads does. */
    static Set<String> derived(Asset asset, Asset.Input input, Set<String> touched) {
        Set<String> seen = new HashSet<>(touched);
        Optional.ofNullable(asset.signature().reads().get(input.name()))
                .flatMap(ReadColumns::names)
                .ifPresent(names -> seen.removeIf(column -> !column.equals(JobParts.ROWS) && !names.contains(column)));
        boolean isToldApart = asset.signature().columnFingerprints().containsKey(JobParts.ROWS);
        boolean isColumnByColumn = seen.isEmpty() || (isToldApart && !seen.contains(JobParts.ROWS));
        return isColumnByColumn ? seen : EVERYTHING;
    }

    /** Whether what made a partition fail is another by now. */
    boolean isReleased(Asset asset, Partition partition) {
        TestingTables.Made failed = tables.of(asset.name()).quarantined().get(partition);
        if (failed == null) {
            return false;
        }
        return !failed.fingerprint().equals(asset.signature().fingerprint())
                || asset.inputs().stream()
                        .anyMatch(input ->
                                !touchedBy(asset, input, partition, failed).isEmpty())
                || isRedeclared(asset, partition, failed)
                || selfChangedAfter(asset, partition, failed.version());
    }

    private Set<String> touchedBy(Asset asset, Asset.Input input, Partition partition, TestingTables.Made made) {
        TestingTables.Seen seen = made.inputs().get(input.name());
        if (seen == null) {
            return Set.of();
        }
        boolean isOther = tables.generation(input.name()) != seen.generation();
        Set<String> touched = new HashSet<>();
        for (Partition read : reads(input, partition)) {
            Set<String> changed = isOther ? EVERYTHING : changedAfter(input.name(), read, seen.version());
            boolean isShown = isOther || !input.isAsOfLoads() || isLoadedBefore(partition, input, read, seen.version());
            touched.addAll(isShown ? derived(asset, input, changed) : Set.of());
        }
        return touched;
    }

    private boolean isLoadedBefore(Partition partition, Asset.Input input, Partition read, long since) {
        return tables.of(input.name()).loadedAt().getOrDefault(read, Map.of()).entrySet().stream()
                .anyMatch(load -> load.getKey() > since && load.getValue().isBefore(NaiveAsOf.end(partition)));
    }

    /** What a partition reads of an input, or would if it were there. */
    List<Partition> reads(Asset.Input input, Partition partition) {
        return isOfSnapshots(input)
                ? NaiveAsOf.of(input, partition, tables.of(input.name()).present(), reads)
                : reads.of(input, partition);
    }

    /** Whether a partition that it would read came into, or left, what an input declares, and something was in it. */
    private boolean isRedeclared(Asset asset, Partition partition, TestingTables.Made made) {
        for (Asset.Input input : asset.inputs()) {
            if (NaivePlanner.isStrict(input) && isRedeclared(input, input.name(), partition, made)) {
                return true;
            }
        }
        return asset.ownPartitions()
                .filter(own -> isRedeclared(own, asset.name(), partition, made))
                .isPresent();
    }

    private boolean isRedeclared(Asset.Input input, String name, Partition partition, TestingTables.Made made) {
        TestingTables.Seen seen = made.inputs().get(input.name());
        if (seen == null) {
            return false;
        }
        TestingTables.Facts facts = tables.of(name);
        Set<Partition> filled = new HashSet<>(facts.present());
        filled.addAll(facts.built().keySet());
        filled.addAll(facts.foreign());
        boolean lost = facts.changedAt().keySet().stream()
                .filter(other -> isChangedAfter(name, other, seen.version()))
                .anyMatch(other -> isRead(then(input, seen), partition, other) && !isRead(input, partition, other));
        return lost
                || filled.stream()
                        .anyMatch(other ->
                                isRead(then(input, seen), partition, other) != isRead(input, partition, other));
    }

    private boolean isOfSnapshots(Asset.Input input) {
        return input.isAsOfSnapshots() && warehouse.isSource(input.name());
    }

    private static Asset.Input then(Asset.Input input, TestingTables.Seen seen) {
        return new Asset.Input(input.name(), seen.mapping(), input.requirement(), input.changes());
    }

    private boolean isRead(Asset.Input input, Partition partition, Partition other) {
        return isOfSnapshots(input)
                ? NaiveAsOf.dependsOn(
                        input, partition, other, tables.of(input.name()).present())
                : reads.isRead(input.mapping(), partition, other);
    }

    private boolean selfChangedAfter(Asset asset, Partition partition, long version) {
        return reads.ofSelf(asset, partition).stream().anyMatch(read -> isChangedAfter(asset.name(), read, version));
    }

    private boolean isChangedAfter(String name, Partition partition, long version) {
        return tables.of(name).changedAt().getOrDefault(partition, -1L) > version;
    }

    /** In which columns some later version changed a partition. */
    private Set<String> changedAfter(String name, Partition partition, long version) {
        long last = tables.of(name).changedAt().getOrDefault(partition, -1L);
        Map<Long, Set<String>> known = tables.of(name).columnsAt().getOrDefault(partition, Map.of());
        if (last > version && !known.containsKey(last)) {
            return EVERYTHING;
        }
        Set<String> changed = new HashSet<>();
        known.forEach((each, columns) -> {
            if (each > version) {
                changed.addAll(columns.equals(TestingTables.COLUMNS) ? EVERYTHING : columns);
            }
        });
        return changed;
    }
}
