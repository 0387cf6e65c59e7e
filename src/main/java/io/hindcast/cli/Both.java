package io.hindcast.cli;

import io.hindcast.run.Attempt;
import io.hindcast.run.Notice;
import io.hindcast.run.RunListener;
import io.hindcast.run.RunState;
import io.hindcast.run.StepOutcome;
import java.time.Instant;

/** Two who see a run. */
record Both(RunListener first, RunListener second) implements RunListener {

    @Override
    public void turned(RunState state, Notice notice, Instant now) {
        first.turned(state, notice, now);
        second.turned(state, notice, now);
    }

    @Override
    public void ended(Attempt attempt, StepOutcome outcome, RunState state, Instant now) {
        first.ended(attempt, outcome, state, now);
        second.ended(attempt, outcome, state, now);
    }
}
