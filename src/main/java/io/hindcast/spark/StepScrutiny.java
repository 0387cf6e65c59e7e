package io.hindcast.spark;

import io.hindcast.delta.Written;
import io.hindcast.ledger.InputRead;
import io.hindcast.run.Attempt;
import io.hindcast.run.Failure;
import java.util.Map;
import java.util.Optional;

/** Looks at what steps have written before it is committed. Used by several threads. */
public interface StepScrutiny {

    /** Whether an attempt need not be made at all, and why; asked before anything is computed. */
    Optional<Failure> refusal(Attempt attempt);

    /**
     * Why what was written must not be committed; empty when nothing is against it. May run Spark jobs.
     *
     * @param inputs input to what was read of it
     * @param written every partition of the attempt, and no row outside
     * @param recomputation computes partitions of the asset again
     */
    Optional<Failure> objection(
            Attempt attempt, Map<String, InputRead> inputs, Written written, Recomputation recomputation);

    /** Has nothing against anything. */
    static StepScrutiny none() {
        return new StepScrutiny() {
            @Override
            public Optional<Failure> refusal(Attempt attempt) {
                return Optional.empty();
            }

            @Override
            public Optional<Failure> objection(
                    Attempt attempt, Map<String, InputRead> inputs, Written written, Recomputation recomputation) {
                return Optional.empty();
            }
        };
    }
}
