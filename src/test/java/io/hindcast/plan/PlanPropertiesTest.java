package io.hindcast.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.testing.NaiveReads;
import io.hindcast.testing.RandomWorlds;
import io.hindcast.testing.SmallWorlds;
import io.hindcast.testing.TestingTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds of every plan, looked at on many random worlds. */
@Tag("once")
class PlanPropertiesTest {

    private static final int WORLDS = 150;

    /** One random world and a plan for it. */
    private record Case(
            long seed, RandomWorlds random, Warehouse warehouse, TestingTables tables, NaiveReads reads, Plan plan) {

        static Case of(long seed, boolean everything) {
            RandomWorlds random = new RandomWorlds(seed);
            SmallWorlds.World world = random.world();
            Warehouse original = world.warehouse();
            List<SmallWorlds.Happening> happenings = random.happenings(original);
            TestingTables tables = SmallWorlds.tables(original, happenings, RandomWorlds.NOW);
            Warehouse warehouse = world.warehouse(happenings.stream()
                    .flatMap(happening -> happening.recoded().stream())
                    .distinct()
                    .toArray(String[]::new));
            Request request = everything ? Request.everything() : random.request(warehouse);
            Plan plan = planned(warehouse, tables, request);
            NaiveReads reads = new NaiveReads(warehouse, RandomWorlds.NOW);
            return new Case(seed, random, warehouse, tables, reads, plan);
        }

        Asset asset(Step step) {
            return warehouse.asset(step.asset()).orElseThrow();
        }
    }

    private static Plan planned(Warehouse warehouse, TestingTables tables, Request request) {
        return new Planner(warehouse, tables.state(warehouse), new BatchPolicy(3000, 3, 2, 1))
                .plan("p-1", request, RandomWorlds.NOW, List.of("landing/one.csv"));
    }

    private static void forEach(boolean everything, Consumer<Case> check) {
        int steps = 0;
        for (int seed = 0; seed < RandomWorlds.count(WORLDS); seed++) {
            Case each = Case.of(seed, everything);
            check.accept(each);
            steps += each.plan().steps().size();
        }
        assertThat(steps).as("steps looked at").isGreaterThan(RandomWorlds.count(100));
    }

    @Test
    void stepsAreDisjointAndEveryPartitionOfThemHasAReason() {
        forEach(false, each -> {
            Map<String, PartitionSet> seen = new HashMap<>();
            for (Step step : each.plan().steps()) {
                PartitionSet before = seen.getOrDefault(
                        step.asset(), PartitionSet.empty(each.asset(step).partitioning()));
                assertThat(step.partitions().isEmpty())
                        .as("seed %s", each.seed())
                        .isFalse();
                assertThat(step.partitions().intersects(before))
                        .as("seed %s", each.seed())
                        .isFalse();
                assertThat(PartitionSet.unionAll(
                                before.partitioning(), step.reasons().values()))
                        .as("seed %s", each.seed())
                        .isEqualTo(step.partitions());
                seen.put(step.asset(), before.union(step.partitions()));
            }
            assertThat(seen).isEqualTo(each.plan().rewritten());
        });
    }

    @Test
    void aStepComesAfterExactlyTheStepsThatItReadsFromAndTheseStandBeforeIt() {
        forEach(false, each -> {
            List<Step> earlier = new ArrayList<>();
            for (Step step : each.plan().steps()) {
                List<String> expected = earlier.stream()
                        .filter(before -> readsFrom(each, step, before))
                        .map(Step::id)
                        .toList();
                assertThat(step.after())
                        .as("seed %s %s", each.seed(), step.id())
                        .hasSameElementsAs(expected);
                assertThat(step.after()).doesNotHaveDuplicates();
                earlier.add(step);
            }
            for (Step step : earlier) {
                assertThat(earlier.subList(earlier.indexOf(step) + 1, earlier.size()))
                        .as("seed %s: what %s reads comes later", each.seed(), step.id())
                        .noneMatch(later -> readsFrom(each, step, later));
            }
        });
    }

    private static boolean readsFrom(Case each, Step step, Step before) {
        Asset asset = each.asset(step);
        return step.partitions()
                .partitions()
                .anyMatch(partition -> asset.name().equals(before.asset())
                        ? each.reads().ofSelf(asset, partition).stream().anyMatch(before.partitions()::contains)
                        : asset.inputs().stream()
                                .filter(input -> input.name().equals(before.asset()))
                                .anyMatch(input -> each.reads().of(input, partition).stream()
                                        .anyMatch(before.partitions()::contains)));
    }

    @Test
    void noBatchHoldsTwoPartitionsOfWhichOneReadsTheOtherUnlessTheyAreChained() {
        forEach(true, each -> {
            for (Step step : each.plan().steps()) {
                Asset asset = each.asset(step);
                if (!asset.isChained()) {
                    List<Partition> partitions = step.partitions().partitions().toList();
                    assertThat(partitions)
                            .as("seed %s %s", each.seed(), step.id())
                            .noneMatch(partition -> each.reads().ofSelf(asset, partition).stream()
                                    .anyMatch(partitions::contains));
                }
            }
        });
    }

    @Test
    void aPlanThatIsCarriedOutLeavesNothingToDo() {
        forEach(true, each -> {
            new CarryOut(each.warehouse(), each.tables(), each.reads()).all(each.plan(), partition -> true);
            assertThat(planned(each.warehouse(), each.tables(), Request.everything())
                            .steps())
                    .as("seed %s", each.seed())
                    .isEmpty();
        });
    }

    @Test
    void aPlanThatIsCarriedOutLeavesNothingToDoAlsoWhereContentStaysAsItWas() {
        forEach(true, each -> {
            new CarryOut(each.warehouse(), each.tables(), each.reads())
                    .all(each.plan(), partition -> each.random().isChosen(partition));
            assertThat(planned(each.warehouse(), each.tables(), Request.everything())
                            .steps())
                    .as("seed %s", each.seed())
                    .isEmpty();
        });
    }

    @Test
    void aPlanIsReadBackFromItsTextAsItWas() {
        forEach(false, each -> {
            String line = PlanJson.line(each.plan());
            assertThat(line).doesNotContain("\n");
            assertThat(PlanJson.parse("p.json", line, each.warehouse())).isEqualTo(each.plan());
            assertThat(PlanJson.parse("p.json", PlanJson.lines(each.plan()), each.warehouse()))
                    .isEqualTo(each.plan());
        });
    }

    @Test
    void sealsHoldUntilSomethingHappensToWhatThePlanReadsOrWrites() {
        forEach(true, each -> {
            TestingTables tables = each.tables();
            List<SmallWorlds.Happening> all = SmallWorlds.happenings(each.warehouse(), RandomWorlds.NOW);
            assertThat(broken(each)).as("seed %s at first", each.seed()).isEmpty();
            boolean touched = false;
            for (int i = 0; i < 4; i++) {
                SmallWorlds.Happening happening = each.random().oneOf(all);
                boolean takesAway = takesAway(tables, happening);
                happening.on(each.warehouse(), tables);
                touched |= takesAway && changesContent(happening) && touches(each, happening);
                assertThat(!broken(each).isEmpty())
                        .as("seed %s after %s", each.seed(), happening)
                        .isEqualTo(touched);
            }
        });
    }

    private static List<BrokenSeal> broken(Case each) {
        return new SealCheck(each.warehouse(), each.tables().state(each.warehouse())).broken(each.plan(), "r-other");
    }

    /** What was never there cannot be dropped. */
    private static boolean takesAway(TestingTables tables, SmallWorlds.Happening happening) {
        return happening.kind() != SmallWorlds.Kind.EXPIRED
                || tables.of(happening.name()).built().containsKey(happening.partition());
    }

    private static boolean changesContent(SmallWorlds.Happening happening) {
        return switch (happening.kind()) {
            case DATA, DATA_BEFORE, REBUILT, REBUILT_IN_M, FOREIGN, MADE_ANEW, VANISHED, EXPIRED -> true;
            case CODE, CODE_OF_M, QUARANTINED, NARROWED, WIDENED, NEVER_BUILT, NEVER_ARRIVED -> false;
        };
    }

    private static boolean touches(Case each, SmallWorlds.Happening happening) {
        if (happening.kind() == SmallWorlds.Kind.MADE_ANEW) {
            return each.plan().sealed().tables().containsKey(happening.name());
        }
        return each.plan().steps().stream().anyMatch(step -> {
            Asset asset = each.asset(step);
            boolean writes =
                    step.asset().equals(happening.name()) && step.partitions().contains(happening.partition());
            return writes
                    || step.partitions()
                            .partitions()
                            .anyMatch(partition -> asset.name().equals(happening.name())
                                    ? each.reads().ofSelf(asset, partition).contains(happening.partition())
                                    : asset.inputs().stream()
                                            .filter(input -> input.name().equals(happening.name()))
                                            .anyMatch(input -> reads(each, input, partition, happening)));
        });
    }

    private static boolean reads(Case each, Asset.Input input, Partition partition, SmallWorlds.Happening happening) {
        if (input.isAsOfLoads()) {
            return happening.loaded().isBefore(NaiveAsOf.end(partition));
        }
        boolean isOfSnapshots = input.isAsOfSnapshots() && each.warehouse().isSource(input.name());
        return isOfSnapshots
                ? NaiveAsOf.dependsOn(
                        input,
                        partition,
                        happening.partition(),
                        each.tables().of(input.name()).present())
                : each.reads().of(input, partition).contains(happening.partition());
    }
}
