package io.hindcast.upkeep;

import static io.hindcast.testing.Worlds.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.plan.Term;
import io.hindcast.problem.ExitCode;
import io.hindcast.retry.Failure;
import io.hindcast.run.Advice;
import io.hindcast.run.Notice;
import io.hindcast.run.RunResult;
import io.hindcast.run.Saved;
import io.hindcast.run.Tally;
import io.hindcast.testing.Partitionings;
import io.hindcast.testing.TestingOutcomes;
import io.hindcast.testing.TestingTables;
import io.hindcast.testing.Worlds;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ten days of which the raw ones were dropped, while what is made of them got other code. */
class ScaffoldingTest {

    private static final Partitioning DAYS = Partitionings.days("2013-01-01..2013-01-10");
    private static final Instant NOW = Instant.parse("2013-01-11T12:00:00Z");

    private final Warehouse warehouse = warehouse();
    private final TestingTables tables = new TestingTables();
    private Plan plan;

    private static Warehouse warehouse() {
        return declared().warehouse();
    }

    private static Worlds declared() {
        return Worlds.world()
                .source("clicks", DAYS)
                .asset("raw", DAYS, input("clicks"))
                .kept("raw", Period.ofDays(5))
                .asset("trailing", DAYS, input("raw", MappingRule.window(1, 0)));
    }

    @BeforeEach
    void theRawDaysWereDropped() {
        tables.arrive("clicks", DAYS.domain());
        tables.build(raw(), DAYS.domain(), partition -> true);
        tables.build(warehouse.asset("trailing").orElseThrow(), DAYS.domain(), partition -> true);
        tables.expire(raw(), days("2013-01-01..2013-01-05"));
        Warehouse recoded = declared().recoded("trailing").warehouse();
        Request request = Request.everything().selecting(Term.parseAll("trailing@2013-01-03..2013-01-07"));
        plan = new Planner(recoded, tables.state(recoded), new BatchPolicy(3000, 3, 2, 1))
                .plan("p-1", request, NOW, List.of());
    }

    private Asset raw() {
        return warehouse.asset("raw").orElseThrow();
    }

    private static PartitionSet days(String text) {
        return DAYS.parse(text);
    }

    private static RunResult result(List<RunResult.SetAside> setAside, List<Notice.NotRun> notRun) {
        return new RunResult(
                "r-1",
                new Tally(0, 0, 0, 0, 0, 0, 0),
                ExitCode.DONE,
                setAside,
                notRun,
                Saved.NOTHING,
                1,
                Advice.NOTHING,
                Optional.empty(),
                Map.of());
    }

    @Test
    void whatStepsReadAndWasDroppedIsLetGoWhenTheyCameToAnEnd() {
        Map<Asset, PartitionSet> built = Scaffolding.builtBy(warehouse, plan, result(List.of(), List.of()));

        assertThat(built).isEqualTo(Map.of(raw(), days("2013-01-02..2013-01-05")));
    }

    @Test
    void whatFailedOrWasNotRunIsNotThere() {
        Failure failure = TestingOutcomes.failure(Failure.Kind.REFUSED_ROWS, "poison");
        RunResult result = result(
                List.of(new RunResult.SetAside("raw", days("2013-01-03"), failure)),
                List.of(
                        new Notice.NotRun("raw/2", "raw", days("2013-01-05"), Notice.Cause.WAITING, "clicks"),
                        new Notice.NotRun("trailing/1", "trailing", days("2013-01-04"), Notice.Cause.WAITING, "raw")));

        assertThat(Scaffolding.builtBy(warehouse, plan, result))
                .isEqualTo(Map.of(raw(), days("2013-01-02,2013-01-04")));
    }

    @Test
    void whatARunBuiltItselfIsNotWhatStoodThereBefore() {
        Map<Asset, PartitionSet> standing = Map.of(raw(), days("2013-01-01..2013-01-03"));

        assertThat(Scaffolding.before(plan, standing)).isEqualTo(Map.of(raw(), days("2013-01-01")));
        assertThat(Scaffolding.before(plan, Map.of(raw(), days("2013-01-02")))).isEmpty();
    }
}
