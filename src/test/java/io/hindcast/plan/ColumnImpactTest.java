package io.hindcast.plan;

import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.self;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.JobParts;
import io.hindcast.asset.JobSignature;
import io.hindcast.asset.Lineage;
import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.Efforts;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.testing.NaiveReads;
import io.hindcast.testing.Partitionings;
import io.hindcast.testing.RandomWorlds;
import io.hindcast.testing.Worlds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three assets of columns x and y over three days, with every way in which the second hangs on the first: what follows from
 * other code in some columns or in the rows is what a model concludes that asks day by day and column by column.
 */
class ColumnImpactTest {

    private static final Instant NOW = Instant.parse("2013-02-01T00:00:00Z");
    private static final Partitioning DAYS = Partitionings.days("2013-01-01..2013-01-03");
    private static final String ROWS = "*";
    private static final List<String> PARTS = List.of(ROWS, "x", "y");
    private static final List<Set<String>> SUBSETS = List.of(Set.of(), Set.of("x"), Set.of("y"), Set.of("x", "y"));
    private static final int WORLDS = 1500;

    private static final Warehouse PLAIN = Worlds.world()
            .source("s", DAYS)
            .asset("a", DAYS, input("s"))
            .asset("b", DAYS, input("a"))
            .asset("c", DAYS, input("a"), input("b", MappingRule.window(1, 0)))
            .warehouse();

    private static final Warehouse SELF = Worlds.world()
            .source("s", DAYS)
            .asset("a", DAYS, input("s"))
            .asset("b", DAYS, input("a"), self(1))
            .asset("c", DAYS, input("b", MappingRule.window(1, 0)))
            .warehouse();

    /**
     * What hangs on what, and which code is another.
     *
     * @param reads asset to part of it to input to columns
     * @param recoded asset to day to the parts that were built by other code
     */
    private record World(
            Warehouse plain,
            Map<String, Map<String, Map<String, Set<String>>>> reads,
            Map<String, Map<Partition, Set<String>>> recoded) {

        Set<String> readsOf(String asset, String part, String input) {
            return reads.getOrDefault(asset, Map.of())
                    .getOrDefault(part, Map.of())
                    .getOrDefault(input, Set.of());
        }

        Warehouse warehouse() {
            return plain.with(asset -> new Asset(
                    asset.declaration(), asset.partitioning(), asset.inputs(), asset.self(), signature(asset)));
        }

        private JobSignature signature(Asset asset) {
            Map<String, SortedSet<String>> rows = new TreeMap<>();
            Map<String, Map<String, SortedSet<String>>> columns = new TreeMap<>(Map.of("ds", Map.of()));
            Map<String, ReadColumns> all = new TreeMap<>();
            for (String input : inputs(asset)) {
                rows.put(input, new TreeSet<>(readsOf(asset.name(), ROWS, input)));
                SortedSet<String> read = new TreeSet<>(readsOf(asset.name(), ROWS, input));
                for (String column : List.of("x", "y")) {
                    Set<String> own = readsOf(asset.name(), column, input);
                    columns.computeIfAbsent(column, any -> new TreeMap<>()).put(input, new TreeSet<>(own));
                    read.addAll(own);
                }
                all.put(input, ReadColumns.of(read));
            }
            JobParts parts = new JobParts("rows", Map.of("ds", "ds", "x", "x", "y", "y"), new Lineage(rows, columns));
            return new JobSignature(asset.signature().columns(), "now", Set.of(), parts, "", all, List.of());
        }

        private static List<String> inputs(Asset asset) {
            List<String> inputs = new ArrayList<>();
            asset.inputs().forEach(input -> inputs.add(input.name()));
            asset.ownPartitions().ifPresent(own -> inputs.add(own.name()));
            return inputs;
        }

        WarehouseState state(Warehouse warehouse) {
            WarehouseState fresh = new AssumedState(warehouse, NOW).fresh();
            Map<String, AssetState> assets = new HashMap<>(fresh.assets());
            recoded.forEach((name, days) -> days.forEach((day, parts) -> {
                AssetState old = assets.getOrDefault(name, fresh.asset(name));
                assets.put(
                        name,
                        new AssetState(
                                old.table(),
                                old.builds()
                                        .with(
                                                PartitionSet.of(DAYS, day),
                                                other(old.builds().at(day).orElseThrow(), parts)),
                                old.held(),
                                old.changes(),
                                old.quarantined(),
                                old.foreign(),
                                old.dropped(),
                                Efforts.NONE));
            }));
            return new WarehouseState(fresh.sources(), assets);
        }

        private static Build other(Build now, Set<String> parts) {
            Map<String, String> prints = new HashMap<>(Map.of("DS", "ds", "x", "x", "Y", "y", ROWS, "rows"));
            parts.forEach(part -> prints.put(part.equals("y") ? "Y" : part, "other"));
            return new Build(
                    now.event(), now.run(), now.step(), 1, now.at(), now.version(), "then", prints, now.inputs());
        }
    }

    private static World random(Random random) {
        Warehouse plain = random.nextBoolean() ? PLAIN : SELF;
        Map<String, Map<String, Map<String, Set<String>>>> reads = new HashMap<>();
        for (Asset asset : plain.assets()) {
            for (String part : PARTS) {
                for (String input : World.inputs(asset)) {
                    boolean isSparse = part.equals(ROWS) && random.nextInt(3) > 0;
                    reads.computeIfAbsent(asset.name(), any -> new HashMap<>())
                            .computeIfAbsent(part, any -> new HashMap<>())
                            .put(input, isSparse ? Set.of() : ofSelf(input, part, random));
                }
            }
        }
        Map<String, Map<Partition, Set<String>>> recoded = new HashMap<>();
        for (String asset : List.of("a", "b")) {
            DAYS.domain()
                    .partitions()
                    .filter(day -> random.nextInt(3) == 0)
                    .forEach(day -> recoded.computeIfAbsent(asset, any -> new HashMap<>())
                            .put(day, random.nextInt(6) == 0 ? Set.of(ROWS) : SUBSETS.get(random.nextInt(4))));
        }
        return new World(plain, reads, recoded);
    }

    /** Of itself an asset hands on what it read, or computes another column from it, and not both by turns. */
    private static Set<String> ofSelf(String input, String part, Random random) {
        Set<String> any = SUBSETS.get(random.nextInt(4));
        return !input.equals(Asset.SELF) || part.equals("y") ? any : any.contains("x") ? Set.of("x") : Set.of();
    }

    /** Day by day, the parts of each asset that may be others; nothing for what stays as it is. */
    private static Map<String, Map<Partition, Set<String>>> model(World world, Warehouse warehouse) {
        NaiveReads naive = new NaiveReads(warehouse, NOW);
        Map<String, Map<Partition, Set<String>>> touched = new TreeMap<>();
        for (Asset asset : warehouse.assets()) {
            Map<Partition, Set<String>> own = new HashMap<>();
            touched.put(asset.name(), own);
            DAYS.domain().partitions().forEach(day -> {
                Set<String> parts = new HashSet<>();
                boolean isRewritten = false;
                Set<String> code =
                        world.recoded().getOrDefault(asset.name(), Map.of()).get(day);
                if (code != null) {
                    isRewritten = true;
                    parts.addAll(code);
                }
                for (Asset.Input input : asset.inputs()) {
                    for (Partition read : naive.of(input, day)) {
                        isRewritten |= follow(world, asset, input.name(), touched, input.name(), read, parts);
                    }
                }
                for (Partition read : naive.ofSelf(asset, day)) {
                    isRewritten |= follow(world, asset, Asset.SELF, touched, asset.name(), read, parts);
                }
                if (isRewritten) {
                    own.put(day, parts.contains(ROWS) ? Set.copyOf(PARTS) : Set.copyOf(parts));
                }
            });
        }
        return touched;
    }

    private static boolean follow(
            World world,
            Asset asset,
            String input,
            Map<String, Map<Partition, Set<String>>> touched,
            String table,
            Partition read,
            Set<String> parts) {
        Set<String> above = touched.getOrDefault(table, Map.of()).getOrDefault(read, Set.of());
        boolean isSeen = false;
        for (String part : PARTS) {
            boolean isTouched = above.contains(ROWS)
                    || world.readsOf(asset.name(), part, input).stream().anyMatch(above::contains);
            if (isTouched) {
                parts.add(part);
                isSeen = true;
            }
        }
        return isSeen;
    }

    private static Map<String, Map<Partition, Set<String>>> planned(Plan plan, Warehouse warehouse) {
        Map<String, Map<Partition, Set<String>>> touched = new TreeMap<>();
        warehouse.assets().forEach(asset -> touched.put(asset.name(), new HashMap<>()));
        for (Step step : plan.steps()) {
            step.partitions()
                    .partitions()
                    .forEach(day -> touched.computeIfAbsent(step.asset(), any -> new HashMap<>())
                            .put(
                                    day,
                                    step.narrow().entrySet().stream()
                                            .filter(narrow -> narrow.getValue().contains(day))
                                            .findFirst()
                                            .map(Map.Entry::getKey)
                                            .flatMap(TouchedColumns::names)
                                            .<Set<String>>map(Set::copyOf)
                                            .orElse(Set.copyOf(PARTS))));
        }
        return touched;
    }

    private static Plan plan(World world, Warehouse warehouse) {
        return new Planner(warehouse, world.state(warehouse), new BatchPolicy(1L << 40, 1, 1000, 1))
                .plan("p-1", Request.everything(), NOW, List.of());
    }

    @Test
    @Tag("long")
    void whatFollowsIsWhatAModelConcludesDayByDayAndColumnByColumn() {
        int narrow = 0;
        int fresh = 0;
        for (int seed = 0; seed < RandomWorlds.count(WORLDS); seed++) {
            World world = random(new Random(seed));
            Warehouse warehouse = world.warehouse();
            Plan plan = plan(world, warehouse);
            Map<String, Map<Partition, Set<String>>> planned = planned(plan, warehouse);

            assertThat(planned).as("seed %s: %s", seed, world).isEqualTo(model(world, warehouse));
            assertThat(PlanJson.parse("p.json", PlanJson.line(plan), warehouse).steps())
                    .isEqualTo(plan.steps());
            narrow += (int) planned.getOrDefault("c", Map.of()).values().stream()
                    .filter(parts -> parts.size() < 3)
                    .count();
            fresh += planned.getOrDefault("b", Map.of()).isEmpty()
                            && !planned.getOrDefault("a", Map.of()).isEmpty()
                    ? 1
                    : 0;
        }
        assertThat(narrow).isGreaterThan(RandomWorlds.count(WORLDS) / 10);
        assertThat(fresh).isGreaterThan(RandomWorlds.count(WORLDS) / 50);
    }

    @Test
    void thePlanSaysWhichColumnsChangedWhoReadsThemAndWhoDoesNot() {
        World world = new World(
                PLAIN,
                Map.of(
                        "b", Map.of("x", Map.of("a", Set.of("x"))),
                        "c", Map.of("y", Map.of("a", Set.of("y"), "b", Set.of("y")))),
                Map.of("a", Map.of(DAYS.domain().partitions().findFirst().orElseThrow(), Set.of("x"))));
        Plan plan = plan(world, world.warehouse());

        assertThat(plan.notes()).contains("a 2013-01-01: code: column x changed; that is read by b (for x); not by c");
        assertThat(plan.assets()).containsExactly("a", "b");
        assertThat(PlanJson.line(plan)).contains("\"columns\":[{\"partitions\":\"2013-01-01\",\"changed\":[\"x\"]}]");
    }
}
