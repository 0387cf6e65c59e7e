package io.hindcast.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.testing.NaiveReads;
import io.hindcast.testing.PublicGraph;
import io.hindcast.testing.SmallWorlds.World;
import io.hindcast.testing.TestingTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A real graph of some hundred tables: whole inputs, windows, roll-ups, and tables that read their own past. Over a few
 * days, a leap day among them, against the model that asks key by key; over some months by the laws of plans.
 */
@Tag("once")
class PublicGraphTest {

    private static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");
    private static final String LATE = "2024-02-29";

    private static final World DAYS = PublicGraph.over("2024-02-27", "2024-03-02");

    /** From what most follows. */
    private static final String SOURCE = most(DAYS.warehouse());

    private static String most(Warehouse warehouse) {
        return warehouse.sources().stream()
                .filter(source -> source.partitioning().time().isPresent())
                .map(source -> source.name())
                .max(Comparator.comparingInt(
                                (String name) -> below(warehouse, name).size())
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** The assets that read something, directly or through others. */
    private static Set<String> below(Warehouse warehouse, String name) {
        Set<String> found = new TreeSet<>(Set.of(name));
        for (Asset asset : warehouse.assets()) {
            if (asset.inputs().stream().anyMatch(input -> found.contains(input.name()))) {
                found.add(asset.name());
            }
        }
        found.remove(name);
        return found;
    }

    @Test
    void theGraphIsAsLargeAndAsMixedAsRealOnesAre() {
        Warehouse warehouse = DAYS.warehouse();
        assertThat(warehouse.assets()).hasSizeGreaterThan(500);
        assertThat(warehouse.assets().stream().filter(Asset::readsItself)).hasSizeGreaterThan(40);
        assertThat(below(warehouse, SOURCE)).hasSizeGreaterThan(100);
    }

    @Test
    @Tag("long")
    void fromNothingEachPartitionIsPlannedAsTheModelSays() {
        Warehouse warehouse = DAYS.warehouse();
        TestingTables tables = new TestingTables();
        warehouse
                .sources()
                .forEach(source ->
                        tables.arrive(source.name(), source.partitioning().domain()));

        Set<String> planned = planAsTheModelSays(warehouse, tables);

        assertThat(planned).allMatch(line -> line.endsWith(" missing"));
        assertThat(planned)
                .hasSize(Math.toIntExact(warehouse.assets().stream()
                        .mapToLong(asset -> asset.partitioning().domain().count())
                        .sum()));
    }

    @Test
    void aLateDayIsPlannedAsTheModelSays() {
        Warehouse warehouse = DAYS.warehouse();
        TestingTables tables = built(warehouse);
        tables.arrive(SOURCE, PartitionSet.of(warehouse.partitioningOf(SOURCE), late(warehouse)));

        Set<String> planned = planAsTheModelSays(warehouse, tables);

        assertThat(planned).anyMatch(line -> line.endsWith(" data")).anyMatch(line -> line.endsWith(" upstream"));
        assertThat(planned.stream()
                        .filter(line -> !line.contains("left out"))
                        .map(line -> line.substring(0, line.indexOf('@'))))
                .allMatch(below(warehouse, SOURCE)::contains);
    }

    private static Partition late(Warehouse warehouse) {
        return warehouse
                .partitioningOf(SOURCE)
                .parse(LATE)
                .partitions()
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Tag("long")
    void otherCodeIsPlannedAsTheModelSays() {
        Warehouse warehouse = DAYS.warehouse();
        String changed = warehouse.assets().stream()
                .max(Comparator.comparingInt(
                        asset -> below(warehouse, asset.name()).size()))
                .orElseThrow()
                .name();
        TestingTables tables = built(warehouse);

        Set<String> planned = planAsTheModelSays(DAYS.warehouse(changed), tables);

        assertThat(planned).anyMatch(line -> line.startsWith(changed + "@") && line.endsWith(" code"));
    }

    private static TestingTables built(Warehouse warehouse) {
        TestingTables tables = new TestingTables();
        warehouse
                .sources()
                .forEach(source ->
                        tables.arrive(source.name(), source.partitioning().domain()));
        warehouse
                .assets()
                .forEach(asset -> tables.build(asset, asset.partitioning().domain(), partition -> true));
        return tables;
    }

    private static Set<String> planAsTheModelSays(Warehouse warehouse, TestingTables tables) {
        NaiveReads reads = new NaiveReads(warehouse, NOW);
        Set<String> lines = PlanLines.of(plan(warehouse, tables.state(warehouse)), reads);
        Set<String> expected = new NaivePlanner(warehouse, tables, Request.everything(), reads).lines();
        Set<String> more = new TreeSet<>(lines);
        more.removeAll(expected);
        Set<String> fewer = new TreeSet<>(expected);
        fewer.removeAll(lines);
        assertThat(more).as("planned, and not by the model").isEmpty();
        assertThat(fewer).as("of the model, and not planned").isEmpty();
        return lines;
    }

    private static Plan plan(Warehouse warehouse, WarehouseState state) {
        return new Planner(warehouse, state, BatchPolicy.forParallel(4))
                .plan("p-1", Request.everything(), NOW, List.of());
    }

    @Test
    @Tag("long")
    void overMonthsStepsAreDisjointHaveReasonsAndComeAfterAllThatTheyRead() {
        Warehouse warehouse = PublicGraph.over("2023-12-01", "2024-01-31").warehouse();
        WarehouseState fresh = new AssumedState(warehouse, NOW).fresh();
        Map<String, Consumer<Plan>> assumptions = new HashMap<>();
        assumptions.put(
                "data:" + SOURCE + "@2023-12-31",
                plan -> assertThat(plan.assets()).allMatch(below(warehouse, SOURCE)::contains));
        assumptions.put(
                "data:" + SOURCE,
                plan -> assertThat(new HashSet<>(plan.assets())).isEqualTo(below(warehouse, SOURCE)));
        assertThat(plan(warehouse, fresh).steps()).isEmpty();
        assumptions.forEach((assumption, check) -> {
            WarehouseState state = new AssumedState(warehouse, NOW)
                    .with(() -> fresh, Assumption.parseAll(List.of("fresh", assumption)));
            Plan plan = plan(warehouse, state);
            check.accept(plan);
            checkLaws(warehouse, plan);
        });
    }

    private static void checkLaws(Warehouse warehouse, Plan plan) {
        Map<String, PartitionSet> earlier = new HashMap<>();
        Map<String, List<Step>> known = new HashMap<>();
        Map<String, PartitionSet> all = plan.rewritten();
        for (Step step : plan.steps()) {
            Asset asset = warehouse.asset(step.asset()).orElseThrow();
            PartitionSet none = PartitionSet.empty(asset.partitioning());
            PartitionSet before = earlier.getOrDefault(asset.name(), none);
            assertThat(step.partitions().isEmpty()).as(step.id()).isFalse();
            assertThat(step.partitions().intersects(before)).as(step.id()).isFalse();
            assertThat(PartitionSet.unionAll(
                            asset.partitioning(), step.reasons().values()))
                    .as(step.id())
                    .isEqualTo(step.partitions());
            List<String> parents = new ArrayList<>();
            for (Asset.Input input : asset.inputs()) {
                PartitionSet upstream = PartitionSet.empty(input.partitioning());
                PartitionSet read = input.readBy(step.partitions());
                assertThat(read.intersect(all.getOrDefault(input.name(), upstream))
                                .minus(earlier.getOrDefault(input.name(), upstream))
                                .isEmpty())
                        .as("%s reads of %s what comes later", step.id(), input.name())
                        .isTrue();
                known.getOrDefault(input.name(), List.of()).stream()
                        .filter(parent -> parent.partitions().intersects(read))
                        .forEach(parent -> parents.add(parent.id()));
            }
            PartitionSet own = asset.readOfItself(step.partitions()).minus(step.partitions());
            assertThat(own.intersect(all.getOrDefault(asset.name(), none))
                            .minus(before)
                            .isEmpty())
                    .as(step.id())
                    .isTrue();
            assertThat(new HashSet<>(step.after()).containsAll(parents))
                    .as(step.id())
                    .isTrue();
            earlier.put(asset.name(), before.union(step.partitions()));
            known.computeIfAbsent(asset.name(), name -> new ArrayList<>()).add(step);
        }
    }
}
