package io.hindcast.run;

import java.time.Instant;

/** Sees a run as it goes on. */
public interface RunListener {

    /** After each turn, with what it decided. Called on the thread of the event loop: be quick. */
    void turned(RunState state, Notice notice, Instant now);

    /** After each attempt. */
    void ended(Attempt attempt, StepOutcome outcome, RunState state, Instant now);
}
