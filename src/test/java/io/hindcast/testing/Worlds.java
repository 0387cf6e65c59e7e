package io.hindcast.testing;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Check;
import io.hindcast.asset.Column;
import io.hindcast.asset.InputDeclaration;
import io.hindcast.asset.InputDeclaration.ChangePolicy;
import io.hindcast.asset.InputDeclaration.Requirement;
import io.hindcast.asset.Job;
import io.hindcast.asset.Places;
import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.Resolution;
import io.hindcast.asset.SelfRule;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.asset.WarehouseDeclaration;
import io.hindcast.asset.WarehouseResolver;
import io.hindcast.interval.Grain;
import io.hindcast.interval.IntervalSet;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import io.hindcast.problem.Place;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Builds a warehouse in a few words:
 *
 * <pre>{@code
 * Warehouse warehouse = world()
 *         .source("flights", day())
 *         .asset("daily", day(), input("flights"))
 *         .asset("trailing", day(), input("daily", MappingRule.window(6, 0)))
 *         .asset("balance", day(), input("daily"), self(1).chained())
 *         .warehouse();
 * }</pre>
 *
 * Every table has its partition columns and {@code n bigint}; fingerprints are {@code f1:name-1} until {@link #recoded}.
 */
public final class Worlds {

    private final List<SourceDeclaration> sources = new ArrayList<>();
    private final Map<String, AssetDeclaration> assets = new TreeMap<>();
    private final TestingJobs jobs = new TestingJobs();
    private final Map<String, SortedSet<String>> keys = new HashMap<>();

    private Worlds() {}

    /** An empty one. */
    public static Worlds world() {
        return new Worlds();
    }

    /** The same partitions of an input. */
    public static Reading input(String name) {
        return input(name, MappingRule.same());
    }

    /** Partitions of an input by a rule. */
    public static Reading input(String name, MappingRule rule) {
        return new Reading(name, new InputDeclaration(rule, Requirement.ARRIVED, ChangePolicy.REBUILD, place(name)));
    }

    /** So many partitions of the asset itself that come before. */
    public static Reading self(long before) {
        return new Reading(
                "self",
                new InputDeclaration(
                        MappingRule.offsets(IntervalSet.of(-before, 0)),
                        Requirement.ARRIVED,
                        ChangePolicy.REBUILD,
                        place("self")));
    }

    /** How an asset reads something. */
    public record Reading(String name, InputDeclaration declaration, SelfRule.Chaining chaining, ReadColumns columns) {

        Reading(String name, InputDeclaration declaration) {
            this(name, declaration, SelfRule.Chaining.STEPWISE, ReadColumns.everything());
        }

        /** Looks at these columns alone. */
        public Reading only(String... names) {
            return new Reading(name, declaration, chaining, ReadColumns.of(List.of(names)));
        }

        private Reading declaring(InputDeclaration other) {
            return new Reading(name, other, chaining, columns);
        }

        /** Waits for all partitions. */
        public Reading required() {
            return declaring(new InputDeclaration(
                    declaration.rule(), Requirement.EVERY_PARTITION, declaration.changes(), declaration.place()));
        }

        /** Does not rebuild for changes. */
        public Reading ignoringChanges() {
            return declaring(new InputDeclaration(
                    declaration.rule(), declaration.requirement(), ChangePolicy.IGNORE, declaration.place()));
        }

        /** Each partition reads it as it was. */
        public Reading asOf() {
            return declaring(new InputDeclaration(
                    declaration.rule(), declaration.requirement(), ChangePolicy.AS_OF_PARTITION, declaration.place()));
        }

        /** Of self: one batch carries its own state. */
        public Reading chained() {
            return new Reading(name, declaration, SelfRule.Chaining.CHAINED, columns);
        }

        private InputDeclaration at(Place place) {
            return new InputDeclaration(declaration.rule(), declaration.requirement(), declaration.changes(), place);
        }

        private SelfRule selfRule() {
            IntervalSet offsets = declaration.rule().time() instanceof io.hindcast.mapping.TimeRule.Aligned aligned
                    ? aligned.offsets()
                    : IntervalSet.point(-1);
            return new SelfRule(offsets, chaining);
        }
    }

    /** A staging table. */
    public Worlds source(String name, Partitioning partitioning) {
        sources.add(new SourceDeclaration(
                name,
                partitioning,
                "/tables/staging/" + name,
                columns(partitioning),
                Optional.empty(),
                Optional.empty(),
                Places.of(place(name))));
        return this;
    }

    /** The owner of a source, or we of an asset, keep its partitions for a while only. */
    public Worlds kept(String name, Period period) {
        sources.replaceAll(each -> each.name().equals(name) ? each.keeping(period) : each);
        AssetDeclaration old = assets.get(name);
        return old == null ? this : replace(old, Optional.of(period), old.checks(), old.tags());
    }

    /** A staging table of ours, whose rows tell when they came. */
    public Worlds staged(String name, Partitioning partitioning) {
        List<Column> columns = new ArrayList<>(columns(partitioning));
        columns.add(new Column(SourceDeclaration.LOADED_AT_COLUMN, "timestamp"));
        SourceDeclaration.Landing landing =
                new SourceDeclaration.Landing(List.of("*.csv"), "csv", Map.of(), columns(partitioning), Map.of());
        sources.add(new SourceDeclaration(
                name,
                partitioning,
                "/tables/staging/" + name,
                columns,
                Optional.of(landing),
                Optional.empty(),
                Places.of(place(name))));
        return this;
    }

    /** A SQL asset that reads all that it names, and nothing else. */
    public Worlds asset(String name, Partitioning partitioning, Reading... inputs) {
        Map<String, InputDeclaration> declared = new TreeMap<>();
        Map<String, ReadColumns> columnsRead = new TreeMap<>();
        Optional<SelfRule> self = Optional.empty();
        SortedSet<String> relations = new TreeSet<>();
        for (Reading input : inputs) {
            relations.add(input.name());
            if (input.name().equals("self")) {
                self = Optional.of(input.selfRule());
            } else {
                declared.put(input.name(), input.at(place(name)));
                if (!input.columns().isEverything()) {
                    columnsRead.put(input.name(), input.columns());
                }
            }
        }
        jobs.job(name, relations, columns(partitioning));
        jobs.reads(name, columnsRead);
        return asset(new AssetDeclaration(
                name,
                partitioning,
                new Job.SqlJob("SELECT * FROM " + String.join(", ", relations), place(name)),
                declared,
                self,
                Optional.empty(),
                List.of(),
                new TreeSet<>(),
                "/tables/" + name,
                self.isPresent() ? columns(partitioning) : List.of(),
                Places.of(place(name)),
                Map.of()));
    }

    /** An asset as it is declared; {@link #jobs} tells what its job is. */
    public Worlds asset(AssetDeclaration asset) {
        assets.put(asset.name(), asset);
        return this;
    }

    /** Tags the asset. */
    public Worlds tagged(String asset, String... tags) {
        AssetDeclaration old = declared(asset);
        return replace(old, old.retain(), old.checks(), new TreeSet<>(List.of(tags)));
    }

    /** Gives the asset checks. */
    public Worlds checked(String asset, Check... checks) {
        AssetDeclaration old = declared(asset);
        return replace(old, old.retain(), List.of(checks), old.tags());
    }

    /** The rows of these assets are grouped from those that they read. */
    public Worlds grouping(String... names) {
        List.of(names).forEach(jobs::groups);
        return this;
    }

    /**
     * Gives the job of an asset another fingerprint, and each of its columns as well.
     *
     * @param asset or {@code asset.column} for the job of one column alone, where columns are told apart
     */
    public Worlds recoded(String asset) {
        int dot = asset.indexOf('.');
        if (dot < 0) {
            jobs.recode(asset);
        } else {
            jobs.recode(asset.substring(0, dot), asset.substring(dot + 1));
        }
        return this;
    }

    /** Of the job of an asset it is known which column of its inputs each of these is computed from: that of its name. */
    public Worlds tellingApart(String asset, String... columns) {
        jobs.tellApart(asset, List.of(columns));
        return this;
    }

    /** Gives a source or asset other partitions of the same shape. */
    public Worlds redeclared(String name, Partitioning partitioning) {
        sources.replaceAll(source -> source.name().equals(name)
                ? new SourceDeclaration(
                        name,
                        partitioning,
                        source.path(),
                        source.columns(),
                        source.landing(),
                        source.retain(),
                        source.places())
                : source);
        AssetDeclaration old = assets.get(name);
        return old == null
                ? this
                : asset(new AssetDeclaration(
                        name,
                        partitioning,
                        old.job(),
                        old.inputs(),
                        old.self(),
                        old.retain(),
                        old.checks(),
                        old.tags(),
                        old.path(),
                        old.columns(),
                        Places.of(old.place()),
                        Map.of()));
    }

    /** What a column of a source holds, for keys that are discovered. */
    public Worlds values(String source, String column, String... values) {
        keys.put(source + "." + column, new TreeSet<>(List.of(values)));
        return this;
    }

    /** The stand-in for what Spark tells of jobs. */
    public TestingJobs jobs() {
        return jobs;
    }

    /** What the files would say. */
    public WarehouseDeclaration declaration() {
        return new WarehouseDeclaration(
                "world", "/folder", "/root", ZoneOffset.UTC, sources, List.copyOf(assets.values()), List.of());
    }

    /** The warehouse or its problems. */
    public Resolution resolution(String... unreadable) {
        WarehouseResolver resolver = new WarehouseResolver(
                jobs,
                SourceDeclaration::columns,
                (source, column) -> keys.getOrDefault(source.name() + "." + column, new TreeSet<>()));
        return resolver.resolve(declaration(), List.of(unreadable));
    }

    /** The warehouse, which must have no problems. */
    public Warehouse warehouse() {
        return resolution().orThrow();
    }

    /** The partition columns of a table and {@code n bigint}. */
    public static List<Column> columns(Partitioning partitioning) {
        List<Column> columns = new ArrayList<>();
        for (Dimension dimension : partitioning.dimensions()) {
            boolean isTime =
                    dimension instanceof TimeDimension time && time.format().isEmpty();
            boolean isHour =
                    dimension instanceof TimeDimension time && time.grid().grain() == Grain.HOUR;
            columns.add(new Column(dimension.column(), isTime ? isHour ? "timestamp" : "date" : "string"));
        }
        columns.add(new Column("n", "bigint"));
        return columns;
    }

    private AssetDeclaration declared(String asset) {
        return Optional.ofNullable(assets.get(asset)).orElseThrow();
    }

    private Worlds replace(AssetDeclaration old, Optional<Period> retain, List<Check> checks, SortedSet<String> tags) {
        return asset(new AssetDeclaration(
                old.name(),
                old.partitioning(),
                old.job(),
                old.inputs(),
                old.self(),
                retain,
                checks,
                tags,
                old.path(),
                old.columns(),
                Places.of(old.place()),
                Map.of()));
    }

    private static Place place(String name) {
        return Place.of(name + ".sql", 1);
    }
}
