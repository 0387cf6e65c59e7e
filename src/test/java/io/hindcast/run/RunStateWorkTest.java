package io.hindcast.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.Wait;
import io.hindcast.testing.DispatchWorld;
import io.hindcast.testing.TestingTables;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How much work the steps of a run are beside what they do: counted in bytes that are allocated on the way, which is the
 * same on every machine, and not in time. Sets and maps that share structure are never walked without that.
 */
class RunStateWorkTest {

    private static final Instant NOW = Instant.parse("2013-06-01T00:00:00Z");
    private static final RetryPolicy RETRY = new RetryPolicy(3, Wait.fixed(Duration.ofSeconds(10)), Duration.ZERO);
    private static final int FEW = 500;
    private static final int MANY = 8_000;

    @ParameterizedTest
    @EnumSource
    void aStepIsAboutAsMuchWorkHoweverManyThereAre(DispatchWorld.Shape shape) {
        work(DispatchWorld.of(shape, FEW));
        double few = (double) work(DispatchWorld.of(shape, FEW)) / FEW;
        double many = (double) work(DispatchWorld.of(shape, MANY)) / MANY;
        // Trees are 13 levels high instead of 9.
        assertThat(many).as("bytes a step, with few steps %s", few).isLessThan(1.6 * few);
    }

    private static long work(DispatchWorld world) {
        WarehouseState tables = new TestingTables().state(world.warehouse());
        Attempts attempts = Attempts.of("r-1", world.warehouse(), world.plan(), tables);
        Chronicle chronicle = new Chronicle(new RunId("r-1", "world", "ann@host"), world.warehouse(), rows -> {});
        long before = allocated();
        RunSetup setup = RunSetup.of(world.warehouse(), world.steps(), Earlier.nothing(), RETRY, 8);
        RunState state = RunState.begin(setup, Map.of(), Map.of());
        Deque<Fragment> running = new ArrayDeque<>();
        state = turn(state, new RunEvent.Woken(), chronicle, running);
        while (!running.isEmpty()) {
            Fragment fragment = running.remove();
            PartitionSet all = attempts.of(fragment, 1).partitions();
            PartitionSet none = PartitionSet.empty(all.partitioning());
            state = turn(state, new RunEvent.StepCommitted(fragment.id(), all, none), chronicle, running);
        }
        assertThat(state.isOver()).isTrue();
        assertThat(state.tally().committed()).isEqualTo(world.steps().size());
        return allocated() - before;
    }

    private static RunState turn(RunState state, RunEvent event, Chronicle chronicle, Deque<Fragment> running) {
        RunState.Transition transition = state.on(event, NOW);
        for (Notice notice : transition.notices()) {
            chronicle.noticed(notice, NOW);
            running.add(((Notice.Start) notice).fragment());
        }
        return transition.state();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
