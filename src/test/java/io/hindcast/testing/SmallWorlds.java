package io.hindcast.testing;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.keys;
import static io.hindcast.testing.Partitionings.months;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.self;

import io.hindcast.asset.Asset;
import io.hindcast.asset.JobParts;
import io.hindcast.asset.Warehouse;
import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** All small graphs, all mappings, and all that can happen to a partition. */
public final class SmallWorlds {

    /** Three days around the end of a month, so that months have one and two of them. */
    public static final Partitioning DAYS = days("2013-01-30..2013-02-01");

    public static final Partitioning MONTHS = months("2013-01..2013-02");

    /** Ways to read days from days. */
    public static final Map<String, MappingRule> RULES = rules();

    private static final Instant BETWEEN = Instant.parse("2013-01-31T12:00:00Z");

    private SmallWorlds() {}

    private static Map<String, MappingRule> rules() {
        Map<String, MappingRule> rules = new LinkedHashMap<>();
        rules.put("same", MappingRule.same());
        rules.put("window", MappingRule.window(1, 0));
        rules.put("ahead", MappingRule.window(-1, 1));
        rules.put("offsets", MappingRule.offsets(IntervalSet.point(0).union(IntervalSet.point(-2))));
        rules.put("lag", MappingRule.lag(1));
        rules.put("whole", MappingRule.whole());
        rules.put("unbounded", MappingRule.window(Long.MAX_VALUE, 0));
        rules.put("around", MappingRule.window(1, 1));
        return rules;
    }

    /** A world that can be built again with other code. */
    public record World(String name, Supplier<Worlds> builder) {

        public Warehouse warehouse(String... recoded) {
            return warehouse(Set.of(recoded), Map.of());
        }

        /** The same with other code, and with other declared ranges. */
        public Warehouse warehouse(Set<String> recoded, Map<String, Partitioning> redeclared) {
            Worlds worlds = builder.get();
            recoded.forEach(worlds::recoded);
            redeclared.forEach(worlds::redeclared);
            return worlds.warehouse();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** One asset, reading a source in every way, with and without its own past. */
    public static List<World> ofOne() {
        List<World> worlds = new ArrayList<>();
        for (String rule : RULES.keySet()) {
            for (Self self : Self.values()) {
                worlds.add(new World(
                        "a " + rule + " " + self, () -> source().asset("a", DAYS, self.with(reading("s", rule)))));
            }
            worlds.add(new World(
                    "a " + rule + " required",
                    () -> source().asset("a", DAYS, reading("s", rule).required())));
        }
        worlds.add(new World("a monthly", () -> source().asset("a", MONTHS, input("s"))));
        worlds.add(new World("a monthly self", () -> source().asset("a", MONTHS, input("s"), self(1))));
        worlds.add(new World("a of none", () -> source().asset("a", Partitioning.none(), input("s"))));
        return worlds;
    }

    /** Two assets in a row, the second in every way. */
    public static List<World> ofTwo() {
        List<World> worlds = new ArrayList<>();
        for (String rule : RULES.keySet()) {
            for (Self self : Self.values()) {
                worlds.add(new World(
                        "a, b " + rule + " " + self,
                        () -> source().asset("a", DAYS, input("s")).asset("b", DAYS, self.with(reading("a", rule)))));
                worlds.add(new World(
                        "a " + self + ", b " + rule,
                        () -> source().asset("a", DAYS, self.with(input("s"))).asset("b", DAYS, reading("a", rule))));
            }
            worlds.add(new World(
                    "a, b ignores a " + rule,
                    () -> source().asset("a", DAYS, input("s"))
                            .asset("b", DAYS, input("s"), reading("a", rule).ignoringChanges())));
        }
        worlds.add(new World(
                "a, b monthly", () -> source().asset("a", DAYS, input("s")).asset("b", MONTHS, input("a"))));
        worlds.add(new World(
                "a monthly, b", () -> source().asset("a", MONTHS, input("s")).asset("b", DAYS, input("a"))));
        worlds.add(new World(
                "a, b of none",
                () -> source().asset("a", DAYS, input("s")).asset("b", Partitioning.none(), input("a"))));
        return worlds;
    }

    /** Two assets in a row, of which the second looks at some columns of the first alone, or at none. */
    public static List<World> ofColumns() {
        List<World> worlds = new ArrayList<>();
        for (List<String> columns : List.of(List.of("n"), List.of("m"), List.<String>of(), List.of("m", "n"))) {
            for (String rule : List.of("same", "window", "whole")) {
                worlds.add(new World(
                        "a, b " + rule + " of " + columns,
                        () -> source().asset("a", DAYS, input("s"))
                                .asset("b", DAYS, reading("a", rule).only(columns.toArray(String[]::new)))));
            }
            worlds.add(new World(
                    "a, b chained of " + columns,
                    () -> source().asset("a", DAYS, input("s"))
                            .asset("b", DAYS, Self.CHAINED.with(input("a").only(columns.toArray(String[]::new))))));
            worlds.add(new World(
                    "a, b monthly of " + columns,
                    () -> source().asset("a", DAYS, input("s"))
                            .asset("b", MONTHS, input("a").only(columns.toArray(String[]::new)))));
            worlds.add(new World(
                    "a, b of none, of " + columns,
                    () -> source().asset("a", DAYS, input("s"))
                            .asset("b", Partitioning.none(), input("a").only(columns.toArray(String[]::new)))));
        }
        return worlds;
    }

    /** Three assets in a row of whose jobs it is known which column is computed from which; the last looks at some. */
    public static List<World> ofParts() {
        List<World> worlds = new ArrayList<>();
        for (List<String> columns : List.of(List.of("n"), List.of("m"), List.<String>of())) {
            for (String rule : List.of("same", "window")) {
                for (Self self : List.of(Self.NONE, Self.CHAINED)) {
                    worlds.add(new World(
                            "a, b " + rule + " " + self + ", c of " + columns,
                            () -> source().asset("a", DAYS, input("s"))
                                    .asset("b", DAYS, self.with(reading("a", rule)))
                                    .asset("c", DAYS, input("b").only(columns.toArray(String[]::new)))
                                    .tellingApart("a", "m", "n")
                                    .tellingApart("b", "m", "n")));
                }
            }
            worlds.add(new World(
                    "a monthly, b of n, c of " + columns,
                    () -> source().asset("a", DAYS, input("s"))
                            .asset("b", MONTHS, input("a").only("n"))
                            .asset(
                                    "c",
                                    DAYS,
                                    input("b").only(columns.toArray(String[]::new)),
                                    input("a").only("m"))
                            .tellingApart("a", "m", "n")
                            .tellingApart("b", "m", "n")));
        }
        return worlds;
    }

    /** What was, is read: snapshots of sources and of assets, and loads. Of some the owner keeps two snapshots, or one. */
    public static List<World> ofAsOf() {
        List<World> worlds = new ArrayList<>();
        Map<String, Partitioning> grains = new LinkedHashMap<>();
        grains.put("days", DAYS);
        grains.put("months", MONTHS);
        grains.forEach((of, snapshots) -> grains.forEach((by, own) -> {
            worlds.add(new World(
                    "a " + by + " as of s " + of,
                    () -> Worlds.world()
                            .source("s", snapshots)
                            .asset("a", own, input("s").asOf())));
            worlds.add(new World(
                    "a " + by + " as of s " + of + " required",
                    () -> Worlds.world()
                            .source("s", snapshots)
                            .asset("a", own, input("s").asOf().required())));
            worlds.add(new World(
                    "a " + of + ", b " + by + " as of a",
                    () -> source().asset("a", snapshots, input("s"))
                            .asset("b", own, input("a").asOf())));
            for (Period period : List.of(Period.ofDays(121), Period.ofDays(120))) {
                worlds.add(new World(
                        "a " + by + " as of s " + of + " kept " + period + ", b",
                        () -> Worlds.world()
                                .source("s", snapshots)
                                .asset("a", own, input("s").asOf())
                                .asset("b", DAYS, input("a"))
                                .kept("s", period)));
            }
        }));
        for (Partitioning dimension : List.of(Partitioning.none(), keys("k", "x", "y"))) {
            worlds.add(new World(
                    "a as of loads of " + dimension.domain() + ", b",
                    () -> source().staged("t", dimension)
                            .asset("a", DAYS, input("s"), input("t").asOf())
                            .asset("b", MONTHS, input("a"), input("t").asOf())));
        }
        return worlds;
    }

    /** Two days of the source, or one, are older than its owner keeps them. */
    public static List<World> ofKept() {
        List<World> worlds = new ArrayList<>();
        List<World> others = new ArrayList<>(ofOne());
        others.addAll(ofTwo());
        List<Period> periods = List.of(Period.ofDays(121), Period.ofDays(120));
        for (World other : others) {
            Period period = periods.get(worlds.size() % 2);
            worlds.add(new World(
                    other.name() + " kept " + period,
                    () -> other.builder().get().kept("s", period)));
        }
        return worlds;
    }

    private static Worlds source() {
        return Worlds.world().source("s", DAYS);
    }

    public static Worlds.Reading reading(String name, String rule) {
        return input(name, RULES.getOrDefault(rule, MappingRule.same()));
    }

    /** How an asset reads itself. */
    public enum Self {
        NONE,
        STEPWISE,
        CHAINED,
        TWO_BACK;

        Worlds.Reading[] with(Worlds.Reading other) {
            return switch (this) {
                case NONE -> new Worlds.Reading[] {other};
                case STEPWISE -> new Worlds.Reading[] {other, self(1)};
                case CHAINED -> new Worlds.Reading[] {other, self(1).chained()};
                case TWO_BACK -> new Worlds.Reading[] {other, self(2)};
            };
        }
    }

    /** What may happen to one partition or one asset. */
    public enum Kind {
        DATA,
        /** Rows that were loaded in the midst of the days. */
        DATA_BEFORE,
        CODE,
        /** The job is another in what it computes the column m as. */
        CODE_OF_M,
        REBUILT,
        /** Rebuilt with other values in the column m, and the same in n. */
        REBUILT_IN_M,
        FOREIGN,
        QUARANTINED,
        EXPIRED,
        /** A source is dropped and made anew, with as many commits. */
        MADE_ANEW,
        /** The first partition of a source or asset is not declared any more. */
        NARROWED,
        /** The one before the first partition of a source is declared as well; it has rows from the beginning. */
        WIDENED,
        NEVER_BUILT,
        NEVER_ARRIVED,
        /** A partition of a source loses its rows. */
        VANISHED
    }

    /**
     * Something that happens.
     *
     * @param partition of the asset or source; for code, any
     */
    public record Happening(Kind kind, String name, Partition partition) {

        /** Whether the order of both makes no difference: neither remembers a version of what the other changes. */
        public boolean commutes(Happening other, Warehouse warehouse) {
            boolean isOfCode = isOfCode() || other.isOfCode();
            if (isDeclared() || other.isDeclared() || (isOfCode && !name.equals(other.name))) {
                return true;
            }
            return !name.equals(other.name) && !reads(warehouse, other.name) && !other.reads(warehouse, name);
        }

        private boolean isOfCode() {
            return kind == Kind.CODE || kind == Kind.CODE_OF_M;
        }

        /** When rows were loaded that come. */
        public Instant loaded() {
            return kind == Kind.DATA_BEFORE ? BETWEEN : TestingTables.AT;
        }

        /** What of the code of an asset is another from then on; empty where none is. */
        public Optional<String> recoded() {
            return isOfCode() ? Optional.of(kind == Kind.CODE ? name : name + ".m") : Optional.empty();
        }

        private boolean isDeclared() {
            return isFromTheBeginning() || kind == Kind.NARROWED || kind == Kind.WIDENED;
        }

        private boolean reads(Warehouse warehouse, String input) {
            return warehouse.asset(name).stream()
                    .flatMap(asset -> asset.inputs().stream())
                    .anyMatch(each -> each.name().equals(input));
        }

        /** Whether it is about how the world began. */
        public boolean isFromTheBeginning() {
            return kind == Kind.NEVER_BUILT || kind == Kind.NEVER_ARRIVED;
        }

        public void on(Warehouse warehouse, TestingTables tables) {
            PartitionSet set = PartitionSet.of(warehouse.partitioningOf(name), partition);
            switch (kind) {
                case DATA, DATA_BEFORE -> tables.arrive(name, set, loaded());
                case REBUILT -> tables.build(asset(warehouse), set, p -> true);
                case REBUILT_IN_M -> tables.build(asset(warehouse), set, p -> true, Set.of("m"));
                case VANISHED -> tables.vanish(name, set);
                case FOREIGN -> tables.foreign(asset(warehouse), set);
                case QUARANTINED -> tables.quarantine(asset(warehouse), set);
                case EXPIRED -> {
                    if (tables.of(name).built().containsKey(partition)) {
                        tables.expire(asset(warehouse), set);
                    }
                }
                case MADE_ANEW -> tables.makeAnew(name, warehouse.partitioningOf(name));
                case CODE, CODE_OF_M, NARROWED, WIDENED, NEVER_BUILT, NEVER_ARRIVED -> {
                    // These are told otherwise.
                }
            }
        }

        private Asset asset(Warehouse warehouse) {
            return warehouse.asset(name).orElseThrow();
        }

        /** How the source or asset is partitioned afterwards. */
        public Partitioning redeclared(Partitioning before) {
            return switch (kind) {
                case NARROWED -> moved(before, 1);
                case WIDENED -> moved(before, -1);
                default -> before;
            };
        }

        @Override
        public String toString() {
            return kind + " " + name + "@" + partition;
        }
    }

    /** With the first partition by time moved. */
    private static Partitioning moved(Partitioning partitioning, long by) {
        return new Partitioning(partitioning.dimensions().stream()
                .map(dimension -> dimension instanceof TimeDimension time
                        ? new TimeDimension(
                                time.column(),
                                time.grid(),
                                new Interval(
                                        time.declared().from() + by,
                                        time.declared().until()),
                                time.format())
                        : dimension)
                .toList());
    }

    /** All that may happen in a warehouse. */
    public static List<Happening> happenings(Warehouse warehouse, Instant now) {
        List<Happening> all = new ArrayList<>();
        warehouse
                .sources()
                .forEach(source -> source.partitioning()
                        .extent(now)
                        .partitions()
                        .forEach(partition -> {
                            all.add(new Happening(Kind.DATA, source.name(), partition));
                            all.add(new Happening(Kind.NEVER_ARRIVED, source.name(), partition));
                            if (source.landing().isPresent()) {
                                all.add(new Happening(Kind.DATA_BEFORE, source.name(), partition));
                            }
                            if (source.retain().isPresent()) {
                                all.add(new Happening(Kind.VANISHED, source.name(), partition));
                            }
                        }));
        warehouse.sources().forEach(source -> {
            Partition first =
                    source.partitioning().extent(now).partitions().findFirst().orElseThrow();
            all.add(new Happening(Kind.MADE_ANEW, source.name(), first));
            if (source.partitioning().time().isPresent()) {
                all.add(new Happening(Kind.NARROWED, source.name(), first));
                all.add(new Happening(Kind.WIDENED, source.name(), first));
            }
        });
        for (Asset asset : warehouse.assets()) {
            List<Partition> partitions =
                    asset.partitioning().extent(now).partitions().toList();
            if (asset.partitioning().time().isPresent() && partitions.size() > 1) {
                all.add(new Happening(Kind.NARROWED, asset.name(), partitions.get(0)));
            }
            all.add(new Happening(Kind.CODE, asset.name(), partitions.get(0)));
            if (asset.signature().columnFingerprints().containsKey(JobParts.ROWS)) {
                all.add(new Happening(Kind.CODE_OF_M, asset.name(), partitions.get(0)));
            }
            for (Partition partition : partitions) {
                for (Kind kind : List.of(
                        Kind.REBUILT,
                        Kind.REBUILT_IN_M,
                        Kind.FOREIGN,
                        Kind.QUARANTINED,
                        Kind.EXPIRED,
                        Kind.NEVER_BUILT)) {
                    all.add(new Happening(kind, asset.name(), partition));
                }
            }
        }
        return all;
    }

    /** A warehouse with everything built but what never arrived or was never built, then the rest one after the other. */
    public static TestingTables tables(Warehouse warehouse, List<Happening> happenings, Instant now) {
        return tables(warehouse, happenings, now, recoded -> warehouse);
    }

    /**
     * The same.
     *
     * @param recoded the warehouse after some of its assets got other code: what is built or fails from then on has it
     */
    public static TestingTables tables(
            Warehouse warehouse, List<Happening> happenings, Instant now, Function<Set<String>, Warehouse> recoded) {
        TestingTables tables = new TestingTables();
        warehouse.sources().forEach(source -> {
            Partitioning rowsIn = happenings.contains(firstWidened(source.name(), source.partitioning(), now))
                    ? moved(source.partitioning(), -1)
                    : source.partitioning();
            PartitionSet rows = without(rowsIn.extent(now), source.name(), happenings);
            if (!rows.isEmpty()) {
                tables.arrive(source.name(), rows);
            }
        });
        for (Asset asset : warehouse.assets()) {
            PartitionSet built = without(asset.partitioning().extent(now), asset.name(), happenings);
            if (!built.isEmpty()) {
                tables.build(asset, built, p -> true);
            }
        }
        Set<String> changed = new TreeSet<>();
        for (Happening happening : happenings) {
            happening.recoded().ifPresent(changed::add);
            happening.on(recoded.apply(changed), tables);
        }
        return tables;
    }

    private static Happening firstWidened(String source, Partitioning partitioning, Instant now) {
        return new Happening(
                Kind.WIDENED,
                source,
                partitioning.extent(now).partitions().findFirst().orElseThrow());
    }

    private static PartitionSet without(PartitionSet set, String name, List<Happening> happenings) {
        PartitionSet rest = set;
        for (Happening happening : happenings) {
            if (happening.isFromTheBeginning() && happening.name().equals(name)) {
                rest = rest.minus(PartitionSet.of(set.partitioning(), happening.partition()));
            }
        }
        return rest;
    }
}
