package io.hindcast.plan;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.months;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.asset.Asset;
import io.hindcast.asset.JobParts;
import io.hindcast.asset.JobSignature;
import io.hindcast.asset.Lineage;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.Partitioning;
import io.hindcast.problem.ProblemException;
import io.hindcast.testing.TestingTables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AssumedStateTest {

    private static final Instant NOW = Instant.parse("2013-05-01T00:00:00Z");
    private static final Partitioning DAYS = days("2013-01-01..2013-03-31");

    private final Warehouse warehouse = world().source("s", DAYS)
            .source("other", DAYS)
            .asset("daily", DAYS, input("s"))
            .asset("trailing", DAYS, input("daily", MappingRule.window(2, 0)))
            .asset("monthly", months("2013-01..2013-03"), input("daily"))
            .asset("apart", DAYS, input("other"))
            .warehouse();

    private Plan plan(WarehouseState state) {
        return plan(warehouse, state);
    }

    private static Plan plan(Warehouse warehouse, WarehouseState state) {
        return new Planner(warehouse, state, BatchPolicy.forParallel(2))
                .plan("p-1", Request.everything(), NOW, List.of());
    }

    private WarehouseState assumed(WarehouseState known, String... texts) {
        return new AssumedState(warehouse, NOW).with(() -> known, Assumption.parseAll(List.of(texts)));
    }

    private Map<String, String> rewritten(WarehouseState known, String... texts) {
        Map<String, String> sets = new TreeMap<>();
        plan(assumed(known, texts)).rewritten().forEach((name, set) -> sets.put(name, set.toString()));
        return sets;
    }

    private Map<String, String> rewrittenIfFresh(String... texts) {
        return rewritten(new AssumedState(warehouse, NOW).fresh(), texts);
    }

    private TestingTables built() {
        TestingTables tables = new TestingTables();
        tables.arrive("s", DAYS.domain());
        tables.arrive("other", DAYS.domain());
        for (Asset asset : warehouse.assets()) {
            tables.build(asset, asset.partitioning().domain(), partition -> true);
        }
        return tables;
    }

    @Test
    void whereAllIsFreshNothingIsToBeDone() {
        assertThat(plan(assumed(new TestingTables().state(warehouse), "fresh")).isEmpty())
                .isTrue();
    }

    @Test
    void anotherCodeReachesAllThatFollowsFromIt() {
        assertThat(rewrittenIfFresh("code:daily"))
                .containsOnlyKeys("daily", "trailing", "monthly")
                .containsEntry("daily", "2013-01-01..2013-03-31");
        assertThat(rewrittenIfFresh("code:monthly")).hasToString("{monthly=2013-01..2013-03}");
    }

    @Test
    void otherCodeIsInAllColumnsAlsoWhereItWasRecordedWhatEachIsComputedAs() {
        Warehouse told = warehouse.with(asset ->
                new Asset(asset.declaration(), asset.partitioning(), asset.inputs(), asset.self(), signature(asset)));
        WarehouseState built = new AssumedState(told, NOW).builtBy(told, List.of());
        assertThat(plan(told, built).isEmpty()).isTrue();

        WarehouseState assumed =
                new AssumedState(told, NOW).with(() -> built, Assumption.parseAll(List.of("code:daily")));

        assertThat(plan(told, assumed).assets()).containsExactly("daily", "monthly", "trailing");
    }

    private static JobSignature signature(Asset asset) {
        Map<String, SortedSet<String>> reads = new TreeMap<>();
        asset.inputs().forEach(input -> reads.put(input.name(), new TreeSet<>(Set.of("n"))));
        return new JobSignature(
                asset.signature().columns(),
                asset.signature().fingerprint(),
                Set.of(),
                new JobParts("rows", Map.of("n", "n"), new Lineage(Map.of(), Map.of("n", reads))),
                "",
                Map.of(),
                List.of());
    }

    @Test
    void lateRowsReachWhatReadsThem() {
        assertThat(rewrittenIfFresh("data:s@2013-02-27"))
                .hasToString("{daily=2013-02-27, monthly=2013-02, trailing=2013-02-27..2013-03-01}");
        assertThat(rewrittenIfFresh("code:apart", "data:s@2013-03-31"))
                .containsOnlyKeys("apart", "daily", "monthly", "trailing");
        assertThat(rewrittenIfFresh("data:other")).hasToString("{apart=2013-01-01..2013-03-31}");
    }

    @Test
    void whatIsAssumedOfBuiltTablesIsWhatHappensWhenItComesTrue() {
        TestingTables tables = built();
        WarehouseState before = tables.state(warehouse);
        assertThat(plan(before).isEmpty()).isTrue();
        Map<String, String> expected = rewritten(before, "data:s@2013-02-10..2013-02-12");
        tables.arrive("s", DAYS.parse("2013-02-10..2013-02-12"));
        assertThat(rewritten(tables.state(warehouse))).isEqualTo(expected).isNotEmpty();
        assertThat(plan(before).isEmpty()).as("it did not happen").isTrue();
    }

    @Test
    void assumptionsAddToWhatIsKnown() {
        TestingTables tables = built();
        tables.arrive("other", DAYS.parse("2013-01-05"));
        assertThat(rewritten(tables.state(warehouse), "code:monthly"))
                .hasToString("{apart=2013-01-05, monthly=2013-01..2013-03}");
        assertThat(rewritten(tables.state(warehouse), "fresh", "code:monthly"))
                .as("but not where all is taken for fresh")
                .hasToString("{monthly=2013-01..2013-03}");
    }

    @Test
    void whatCannotBeAssumedIsRefused() {
        assertThatThrownBy(() -> rewrittenIfFresh("code:dayly"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("did you mean 'daily'?");
        assertThatThrownBy(() -> rewrittenIfFresh("data:daily"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("HC-218");
        assertThatThrownBy(() -> rewrittenIfFresh("code:daily", "fresh"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("HC-219");
        assertThatThrownBy(() -> rewrittenIfFresh("data:s@2014-01-01"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("HC-220");
        for (String unreadable : List.of("", "fish", "code:", "data:@2013-01-01", "code:daily@2013-01-01")) {
            assertThatThrownBy(() -> rewrittenIfFresh(unreadable))
                    .as(unreadable)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("HC-217");
        }
    }
}
