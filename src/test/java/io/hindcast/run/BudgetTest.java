package io.hindcast.run;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.problem.ExitCode;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.Wait;
import io.hindcast.testing.TestingOutcomes;
import io.hindcast.testing.TestingTables;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A budget of each kind, met in the middle of a run whose steps take ten seconds of a clock of their own; and resumed. */
@Timeout(60)
class BudgetTest {

    private static final Instant BEGIN = Instant.parse("2013-06-01T05:00:00Z");
    private static final Partitioning DAYS = days("2013-01-01..2013-01-08");
    private static final RetryPolicy RETRY = new RetryPolicy(2, Wait.none(), Duration.ZERO);
    private static final long SECONDS = 10;
    private static final long BYTES = 1000;

    private final Warehouse warehouse = world().source("s", DAYS)
            .asset("a", DAYS, input("s"))
            .asset("b", DAYS, input("a"))
            .warehouse();
    private final TestingTables tables = new TestingTables();
    private final WarehouseState state;
    private final Plan plan;
    private final List<Entry> ledger = new ArrayList<>();
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private Instant now = BEGIN;
    private long version;

    BudgetTest() {
        tables.arrive("s", DAYS.domain());
        state = tables.state(warehouse);
        // Steps of two days, of two assets: eight steps, sixteen partitions.
        plan = new Planner(warehouse, state, new BatchPolicy(1 << 30, 4, 2, 1))
                .plan("p-1", Request.everything(), BEGIN, List.of());
        assertThat(plan.steps()).hasSize(8);
    }

    /** Each takes ten seconds, and writes a thousand bytes for each partition. */
    private final class SlowSteps implements StepRunner {

        @Override
        public void prepare(String run, Collection<Asset> assets, Collection<String> reset) {}

        @Override
        public StepOutcome run(Attempt attempt) {
            synchronized (BudgetTest.this) {
                now = now.plusSeconds(SECONDS);
                ran.add(attempt.step() + " " + attempt.partitions());
                return TestingOutcomes.committed(
                        attempt, p -> true, ++version, now, new TestingOutcomes.Size(1, BYTES, SECONDS));
            }
        }

        @Override
        public void cancel(Attempt attempt) {}

        @Override
        public boolean abandon(Attempt attempt) {
            return false;
        }
    }

    private static final class Silent implements RunListener {
        @Override
        public void turned(RunState state, Notice notice, Instant now) {}

        @Override
        public void ended(Attempt attempt, StepOutcome outcome, RunState state, Instant now) {}
    }

    /** One life of the run, with a core for each step and a core-hour for 3.60. */
    private RunResult live(String budget) {
        Earlier earlier = Earlier.of("r-1", warehouse, ledger);
        RunSetup setup = RunSetup.of(warehouse, earlier.left(plan), earlier, RETRY, 1);
        Budget limits =
                budget.isEmpty() ? Budget.NONE : BudgetText.parse(budget).orElseThrow();
        Account account = Account.open(
                limits,
                now,
                limits.until().map(until -> until.after(now, ZoneId.of("Europe/Berlin"))),
                new Account.Tariff(1, OptionalDouble.of(3.6)));
        Chronicle chronicle = new Chronicle(new RunId("r-1", "world", "ann@host"), warehouse, ledger::addAll);
        Runner runner = new Runner(
                Attempts.of("r-1", warehouse, plan, state),
                new SlowSteps(),
                chronicle,
                new Silent(),
                new Runner.Timing(() -> now, () -> 0.5));
        RunResult result = runner.run(
                RunState.begin(setup, earlier.changed(), earlier.setAside()).within(account));
        chronicle.finished(Ending.of(plan.withSteps(earlier.left(plan)), result), result.seconds(), now);
        return result;
    }

    /** Stops after some steps, can be taken up, and then does each partition exactly once. */
    private void isMetAfter(String budget, int steps, String limit, String used) {
        RunResult stopped = live(budget);
        assertThat(ran).hasSize(steps);
        assertThat(stopped.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(stopped.exhausted()).contains(new Account.Exhausted(limit, used));
        assertThat(stopped.tally().left()).isEqualTo(16 - stopped.tally().committed());
        Entry end = ledger.get(ledger.size() - 1);
        assertThat(end.reason()).isEqualTo("stopped");
        assertThat(end.error()).contains("the budget " + limit + " is used up").contains("HC-326");
        assertThat(PastRun.latest(PastRun.all(ledger)).orElseThrow().isOver()).isFalse();
        RunResult rest = live("");
        assertThat(rest.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(rest.exhausted()).isEmpty();
        List<String> built = ledger.stream()
                .filter(entry -> entry.event() == Event.COMMITTED)
                .map(entry -> entry.asset() + "@" + entry.partition())
                .toList();
        assertThat(built).hasSize(16).doesNotHaveDuplicates();
        assertThat(PastRun.latest(PastRun.all(ledger)).orElseThrow().isOver()).isTrue();
    }

    @Test
    void partitionsAreNeverExceededSinceTheLastStepIsCutToWhatIsLeft() {
        isMetAfter("partitions=5", 3, "partitions=5", "5");
        assertThat(ran.get(2)).startsWith("a/3.1 ");
    }

    @Test
    void bytesAreMet() {
        isMetAfter("bytes=5kB", 3, "bytes=5000", "6000");
    }

    @Test
    void coreHoursAreMet() {
        isMetAfter("core_hours=0.01", 4, "core_hours=0.0100", "0.0111");
    }

    @Test
    void moneyIsMet() {
        isMetAfter("money=0.025", 3, "money=0.0250", "0.0300");
    }

    @Test
    void wallTimeIsMet() {
        isMetAfter("wall=45s", 5, "wall=45s", "50s");
    }

    @Test
    void theClockIsMet() {
        // Seven in the morning in Berlin, where it is summer.
        now = BEGIN.minusSeconds(25);
        isMetAfter("until=07:00", 3, "until=07:00", "2013-06-01T05:00:05Z");
    }

    @Test
    void aBudgetThatSufficesChangesNothing() {
        RunResult result = live("partitions=16,bytes=16kB,wall=10m,core_hours=1,money=1");
        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.exhausted()).isEqualTo(Optional.empty());
        assertThat(ran).hasSize(8);
    }

    @Test
    void aTimeThatIsOverTodayIsThatOfTomorrowAndBudgetsAreWrittenAsTheyAreRead() {
        Budget budget = BudgetText.parse("wall=2h, until=06:00").orElseThrow();
        assertThat(budget.until().orElseThrow().after(BEGIN, ZoneId.of("UTC"))).isEqualTo("2013-06-01T06:00:00Z");
        assertThat(budget.until().orElseThrow().after(BEGIN, ZoneId.of("Europe/Berlin")))
                .isEqualTo("2013-06-02T04:00:00Z");
        assertThat(BudgetText.parse("until=2013-06-01T08:00:00+02:00")
                        .orElseThrow()
                        .toString())
                .isEqualTo("until=2013-06-01T06:00:00Z");
        assertThat(BudgetText.parse("seconds=600").orElseThrow().toString()).isEqualTo("wall=600s");
        assertThat(BudgetText.parse("bytes=1.5GB").orElseThrow().toString()).isEqualTo("bytes=1500000000");
        for (String wrong :
                List.of("wall=0s", "partitions=", "days=3", "wall=2h,seconds=3", "money=-1", "until=25:00")) {
            assertThat(BudgetText.parse(wrong)).as(wrong).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "wall=2h, 2013-06-01T07:00:00Z",
        "until=06:00, 2013-06-01T10:00:00Z",
        "'wall=2h,until=06:00', 2013-06-01T07:00:00Z",
        "'wall=1d,until=06:00', 2013-06-01T10:00:00Z"
    })
    void theClockEndsItByWhatComesFirst(String text, Instant end) {
        assertThat(BudgetText.parse(text).orElseThrow().endOf(BEGIN, ZoneId.of("America/New_York")))
                .contains(end);
    }
}
