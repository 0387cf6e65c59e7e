package io.hindcast.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.InputDeclaration;
import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.ColumnChange;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.Partition;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.testing.NaiveReads;
import io.hindcast.testing.RandomWorlds;
import io.hindcast.testing.SmallGraphs;
import io.hindcast.testing.SmallWorlds;
import io.hindcast.testing.TestingTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The code of one asset changed. Of each small graph, for all that may come of its partitions and of those below: what is
 * rebuilt is that asset, and below it what reads something that really changed, key by key and level by level. The model
 * knows neither plans nor steps.
 */
class CutOffModelTest {

    private static final Instant NOW = Instant.parse("2013-06-01T00:00:00Z");

    /** One graph of which everything is out of date. */
    private static final class Case {
        private final Warehouse warehouse;
        private final Plan plan;
        private final WarehouseState state;
        private final NaiveReads reads;
        private final List<String> keys = new ArrayList<>();

        Case(SmallWorlds.World world) {
            TestingTables tables = SmallWorlds.tables(world.warehouse(), List.of(), NOW);
            this.warehouse = world.warehouse("a");
            this.state = tables.state(warehouse);
            this.plan = new Planner(warehouse, state, new BatchPolicy(1 << 20, 2, 2, 1))
                    .plan("p-1", Request.everything(), NOW, List.of());
            this.reads = new NaiveReads(warehouse, NOW);
            plan.rewritten()
                    .forEach((asset, set) ->
                            set.partitions().forEach(partition -> keys.add(Simulation.key(asset, partition))));
        }

        /** The partitions that the bits of a number choose. */
        Set<String> chosen(int number) {
            Set<String> chosen = new TreeSet<>();
            for (int i = 0; i < keys.size(); i++) {
                if ((number >> i & 1) == 1) {
                    chosen.add(keys.get(i));
                }
            }
            return chosen;
        }

        Simulation simulation(Set<String> changing, Map<String, ColumnChange> narrow, long seed) {
            return new Simulation(warehouse, plan, state, new Simulation.World(Map.of(), changing, narrow, 0), seed);
        }
    }

    /** What must be computed, whatever the order and the batches are. */
    private static Set<String> rebuilt(Case each, Set<String> changing, Map<String, ColumnChange> narrow) {
        Set<String> rebuilt = new TreeSet<>();
        for (Asset asset : each.warehouse.assets()) {
            for (Partition partition : each.reads.extent(asset)) {
                boolean recoded = asset.name().equals("a");
                if (recoded || readsChange(each, asset, partition, rebuilt, changing, narrow)) {
                    rebuilt.add(Simulation.key(asset.name(), partition));
                }
            }
        }
        return rebuilt;
    }

    private static boolean readsChange(
            Case each,
            Asset asset,
            Partition partition,
            Set<String> rebuilt,
            Set<String> changing,
            Map<String, ColumnChange> narrow) {
        for (Asset.Input input : asset.inputs()) {
            ReadColumns looked = asset.signature().reads().get(input.name());
            boolean counts = input.changes() != InputDeclaration.ChangePolicy.IGNORE;
            for (Partition read : each.reads.of(input, partition)) {
                String key = Simulation.key(input.name(), read);
                ColumnChange how = narrow.get(key);
                boolean seen = looked == null
                        || how == null
                        || looked.names().orElseThrow().stream()
                                .anyMatch(column -> how.changed().contains(column));
                if (counts && seen && rebuilt.contains(key) && changing.contains(key)) {
                    return true;
                }
            }
        }
        // A chain is computed as a whole from where it begins.
        return each.reads.ofSelf(asset, partition).stream()
                .map(read -> Simulation.key(asset.name(), read))
                .anyMatch(key -> rebuilt.contains(key) && (asset.isChained() || changing.contains(key)));
    }

    private static void check(Case each, Set<String> changing, Map<String, ColumnChange> narrow, int number) {
        Set<String> expected = rebuilt(each, changing, narrow);
        Simulation whole = each.simulation(changing, narrow, number);
        assertThat(whole.live(Integer.MAX_VALUE)).isTrue();
        assertThat(computed(whole)).isEqualTo(expected);
        assertThat(whole.settled().keySet()).hasSize(each.keys.size());
        Simulation broken = each.simulation(changing, narrow, number);
        if (!broken.live(number % Math.max(1, whole.events()))) {
            broken.die();
            assertThat(broken.live(Integer.MAX_VALUE)).isTrue();
        }
        assertThat(computed(broken)).as("after a death").isEqualTo(expected);
    }

    private static Set<String> computed(Simulation simulation) {
        Set<String> computed = new TreeSet<>();
        simulation.settled().forEach((key, what) -> {
            assertThat(what).isIn("committed", "unchanged", "up to date");
            if (!what.equals("up to date")) {
                computed.add(key);
            }
        });
        return computed;
    }

    private static int checkAll(List<SmallWorlds.World> worlds, int step) {
        int cases = 0;
        for (SmallWorlds.World world : worlds) {
            Case each = new Case(world);
            for (int number = 0; number < 1 << each.keys.size(); number += step) {
                check(each, each.chosen(number), Map.of(), number);
                cases++;
            }
        }
        return cases;
    }

    @Test
    @Tag("long")
    void belowOneAssetOnlyWhatReadsARealChangeIsComputed() {
        int step = Math.max(1, 3 / RandomWorlds.count(1));
        assertThat(checkAll(SmallWorlds.ofTwo(), step)).isGreaterThan(1000);
    }

    @Tag("long")
    @Test
    void throughSeveralLevelsOnlyWhatReadsARealChangeIsComputed() {
        // Every so many of all subsets; an odd number, so that each partition is in some and not in others.
        int step = Math.max(1, 17 / RandomWorlds.count(1));
        assertThat(checkAll(SmallGraphs.ofDays("same", "window"), step)).isGreaterThan(500);
    }

    @Tag("long")
    @Test
    void aChangeOfOneColumnIsNoneForWhoReadsTheOthers() {
        int spared = 0;
        for (SmallWorlds.World world : SmallWorlds.ofColumns()) {
            Case each = new Case(world);
            for (int number = 0; number < 1 << each.keys.size(); number++) {
                Set<String> changing = each.chosen(number);
                Map<String, ColumnChange> narrow = new HashMap<>();
                changing.stream()
                        .filter(key -> key.startsWith("a@"))
                        .forEach(key -> narrow.put(
                                key, TestingTables.change(Set.of("m")).orElseThrow()));
                check(each, changing, narrow, number);
                spared += rebuilt(each, changing, Map.of()).size()
                        - rebuilt(each, changing, narrow).size();
            }
        }
        assertThat(spared).isGreaterThan(500);
    }
}
