package io.hindcast.report;

import static io.hindcast.testing.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.plan.Term;
import io.hindcast.problem.ExitCode;
import io.hindcast.run.Advice;
import io.hindcast.run.Ending;
import io.hindcast.run.Rate;
import io.hindcast.run.RunResult;
import io.hindcast.run.Saved;
import io.hindcast.testing.Partitionings;
import io.hindcast.testing.TestingTables;
import io.hindcast.testing.Worlds;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunTextTest {

    private static RunSummary summary(TestingWarehouse world, Rehearsal rehearsal) {
        RunRecorder recorder = new RunRecorder();
        Plan plan = world.plan();
        RunResult result = rehearsal.run(plan, recorder);
        return RunSummary.of(plan, world.state(), result, recorder);
    }

    private static RunSummary poisoned() {
        TestingWarehouse world = TestingWarehouse.staged();
        return summary(world, new Rehearsal(world).poisoned("flights_clean", "2013-03-15"));
    }

    private static RunSummary idle(TestingWarehouse world) {
        return RunSummary.nothingToDo(world.plan(), world.state());
    }

    @Test
    void aGoodRunIsOneLinePerAssetAndTheirSum() {
        TestingWarehouse world = TestingWarehouse.staged();

        assertGolden("run/good.txt", RunText.of(summary(world, new Rehearsal(world)), "jobs/flights", 80));
    }

    @Test
    void whatOnlyFollowsAndWaitsForWhatWasNotAskedForIsToldHowToBeLeftOut() {
        TestingWarehouse world = TestingWarehouse.staged()
                .built("flights_clean", "2013-01-01..2013-01-31")
                .built("daily_delays", "2013-01-05");
        Request day = Request.everything()
                .selecting(Term.parseAll("daily_delays@2013-01-05"))
                .saying("--select daily_delays@2013-01-05");

        String told = RunText.of(RunSummary.nothingToDo(world.plan(day), world.state()), "jobs/flights", 80);

        assertGolden("run/idle-narrow.txt", told);
    }

    @Test
    void aPoisonedPartitionIsToldWithItsCauseAndTheCommandThatRepairsIt() {
        assertGolden("run/poisoned.txt", RunText.of(poisoned(), "jobs/flights", 80));
    }

    @Test
    void whatWasSavedByEqualContentIsTold() {
        TestingWarehouse world = TestingWarehouse.built().corrected(4, "2013-02-03..2013-02-05");
        Rehearsal rehearsal = new Rehearsal(world).unchanged("flights_clean", "2013-02-03..2013-02-05");

        RunSummary summary = summary(world, rehearsal);

        assertGolden("run/saved.txt", RunText.of(summary, "jobs/flights", 80));
        assertThat(RunJson.of(summary))
                .contains("\"skipped\":13,")
                .contains("\"saved\":{\"partitions\":13,\"bytes\":260000,")
                .contains(",\"seconds\":3.25}");
    }

    @Test
    void withARateWhatWasSavedIsToldInMoneyToo() {
        TestingWarehouse world = TestingWarehouse.built().corrected(4, "2013-02-03..2013-02-05");
        Rehearsal rehearsal = new Rehearsal(world).unchanged("flights_clean", "2013-02-03..2013-02-05");
        RunRecorder recorder = new RunRecorder();
        RunResult result = rehearsal.run(world.plan(), recorder);
        // 3.25 s on 8 cores shared by 4 steps
        Saved saved = result.saved().at(new Rate(3600, "EUR"), 2);

        RunSummary summary = RunSummary.of(world.plan(), world.state(), result.saving(saved), recorder);

        assertThat(RunText.of(summary, "jobs/flights", 200))
                .contains("not rebuilt, about 3.3 s of steps, 0.0018 core-hours or 6.50 EUR, 260.0 kB not written, ");
        assertThat(RunJson.of(summary))
                .contains(",\"seconds\":3.25,\"core_hours\":0.001806,\"money\":6.5,\"currency\":\"EUR\"}");
    }

    @Test
    void aForeignWriteIsToldWithTheCommandThatOverwritesIt() {
        TestingWarehouse world = TestingWarehouse.staged();
        Rehearsal rehearsal =
                new Rehearsal(world).poisoned("daily_delays", "2013-03-31").becauseOfForeignWrites();
        RunSummary summary = summary(world, rehearsal);

        assertThat(summary.exitCode()).isEqualTo(ExitCode.REPLAN);
        assertGolden("run/foreign.txt", RunText.of(summary, "my jobs/flights", 80));
    }

    @Test
    void nothingToDoIsOneLineAndANullRun() {
        RunSummary summary = idle(TestingWarehouse.built());

        assertThat(RunText.of(summary, "jobs/flights", 80))
                .isEqualTo("nothing to do: all 273 partitions of 4 assets are fresh");
        assertThat(RunJson.of(summary))
                .isEqualTo("{\"run\":null,\"outcome\":\"done\",\"exit\":0,\"committed\":0,\"unchanged\":0,"
                        + "\"skipped\":0,\"quarantined\":0,\"left\":0,\"seconds\":0.0,\"report\":null}");
    }

    @Test
    void nothingToDoOverQuarantinedPartitionsEndsAsQuarantinedAndStillTellsTheRepair() {
        RunSummary summary =
                idle(TestingWarehouse.built().quarantined("flights_clean", "2013-01-15", "division by zero"));

        assertThat(summary.exitCode()).isEqualTo(ExitCode.QUARANTINED);
        assertGolden("run/idle-quarantined.txt", RunText.of(summary, "jobs/flights", 80));
        assertThat(RunJson.of(summary)).contains("\"run\":null,\"outcome\":\"quarantined\",\"exit\":10,");
        assertThat(RunJson.of(summary)).contains("\"quarantined\":1,\"left\":0,");
    }

    @Test
    void nothingToDoOverWaitingPartitionsEndsAsWaiting() {
        TestingWarehouse world = TestingWarehouse.built().arrivedUntil("2013-03-30");
        world = world.recoded("flights_clean");
        RunSummary summary = summary(world, new Rehearsal(world));

        assertThat(summary.exitCode()).isEqualTo(ExitCode.WAITING);
        assertThat(RunJson.of(summary)).contains("\"run\":\"r-7\",\"outcome\":\"waiting\",\"exit\":20,");
        assertThat(summary.counts().left()).isPositive();
    }

    @Test
    void whatWaitsAndWhatIsBlockedIsToldWithTheNextCommand() {
        Partitioning days = Partitionings.days("2013-01-01..2013-01-31");
        Warehouse warehouse = Worlds.world()
                .source("s", days)
                .kept("s", Period.ofDays(50))
                .asset("daily", days, Worlds.input("s"))
                .warehouse();
        TestingTables tables = new TestingTables();
        tables.arrive("s", days.parse("2013-01-06..2013-01-29"));
        tables.build(warehouse.asset("daily").orElseThrow(), days.parse("2013-01-06..2013-01-29"), partition -> true);
        WarehouseState state = tables.state(warehouse);
        Plan plan = new Planner(warehouse, state, BatchPolicy.forParallel(1))
                .plan("p-1", Request.everything(), Instant.parse("2013-03-01T00:00:00Z"), List.of());

        RunSummary summary = RunSummary.nothingToDo(plan, state);

        assertGolden("run/idle-blocked.txt", RunText.of(summary, "jobs/flights", 80));
        assertThat(RunJson.of(summary))
                .contains("\"waiting\":{\"daily\":\"2013-01-30..2013-01-31\"}")
                .contains("\"blocked\":{\"daily\":\"2013-01-01..2013-01-05\"}");
    }

    @Test
    void theDocumentCountsPartitions() {
        assertThat(RunJson.of(poisoned()))
                .startsWith(
                        "{\"run\":\"r-7\",\"outcome\":\"quarantined\",\"exit\":10,\"committed\":263,"
                                + "\"unchanged\":0,\"skipped\":0,\"quarantined\":1,\"left\":9,\"seconds\":34.0,\"report\":null,"
                                + "\"estimates\":{\"flights_clean\":{\"partitions\":89,\"rows\":[0,80100,80100],\"rows_written\":80100,\"seconds\":[")
                .contains("],\"seconds_taken\":17.5,\"bytes\":[")
                .containsPattern("\"bytes_written\":[1-9]\\d*,\"core_hours\":\\[")
                .containsPattern("\"core_hours_taken\":0\\.00243\\d*},\"daily_delays\":\\{")
                .endsWith("}}");
    }

    @Test
    void partitionsOfOneCauseAreToldOnceHoweverManyAndHoweverTheirValuesDiffer() {
        TestingWarehouse world = TestingWarehouse.built();
        for (int day = 10; day < 30; day += 2) {
            world = world.quarantined(
                    "flights_clean", "2013-01-" + day, "row " + day + " of 'f" + day + ".csv' is bad");
        }
        RunSummary summary = idle(world);

        assertThat(summary.counts().quarantined()).isEqualTo(10);
        assertGolden("run/one-cause.txt", RunText.of(summary, "jobs/flights", 80));
    }

    @Test
    void afterFiveCausesTheRestIsCountedAndItIsToldHowToSeeIt() {
        TestingWarehouse world = TestingWarehouse.built();
        List<String> causes = List.of("by zero", "overflow", "bad date", "bad cast", "no map key", "out of range", "x");
        for (int i = 0; i < causes.size(); i++) {
            world = world.quarantined("flights_clean", "2013-01-1" + i, causes.get(i));
        }

        assertGolden("run/many-causes.txt", RunText.of(idle(world), "jobs/flights", 80));
    }

    @Test
    void everyPlannedPartitionIsCountedOnce() {
        RunSummary summary = poisoned();
        Ending.Counts counts = summary.counts();

        assertThat(counts.committed() + counts.unchanged() + counts.skipped() + counts.quarantined() + counts.left())
                .isEqualTo(summary.plan().partitions());
    }

    @Test
    void aCancelledRunTellsHowToGoOn() {
        RunSummary done = poisoned();
        RunSummary cancelled = new RunSummary(
                done.plan(),
                done.run(),
                ExitCode.CANCELLED,
                done.counts(),
                done.done(),
                done.skipped(),
                List.of(),
                List.of(),
                done.saved(),
                12,
                Advice.NOTHING,
                Optional.empty(),
                Map.of(
                        "daily_delays",
                        Objects.requireNonNull(done.plan().rewritten().get("daily_delays"))));

        assertThat(RunText.of(cancelled, "jobs/flights", 80))
                .startsWith("run r-7: cancelled; ")
                .contains("\nlet go: ", " partitions of daily_delays that were built for this run alone\n")
                .endsWith("what is left is done by:\n  hindcast resume jobs/flights r-7");
    }

    @Test
    void whatARunSetAsideBeforeItsDeathCountsWhenItIsTakenUpAgain() {
        TestingWarehouse world = TestingWarehouse.staged().quarantined("flights_clean", "2013-01-15", "by zero");
        Plan plan = world.plan();
        RunResult result = new Rehearsal(world).run(plan);
        RunResult sameRun = new RunResult(
                "r-2",
                result.tally(),
                ExitCode.DONE,
                List.of(),
                List.of(),
                Saved.NOTHING,
                1,
                Advice.NOTHING,
                Optional.empty(),
                Map.of());
        RunSummary summary = RunSummary.of(plan.withSteps(List.of()), world.state(), sameRun, new RunRecorder());

        assertThat(summary.exitCode()).isEqualTo(ExitCode.QUARANTINED);
        assertThat(summary.quarantined()).singleElement().satisfies(set -> {
            assertThat(set.asset()).isEqualTo("flights_clean");
            assertThat(set.cause()).isEqualTo("by zero");
        });
    }

    @Test
    void foldersWithBlanksAreQuotedInCommands() {
        assertThat(Commands.run("jobs/flights")).isEqualTo("hindcast run jobs/flights");
        assertThat(Commands.run("my jobs")).isEqualTo("hindcast run 'my jobs'");
        assertThat(Commands.run("it's")).isEqualTo("hindcast run 'it'\\''s'");
    }
}
