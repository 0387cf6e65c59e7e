package io.hindcast.spark;

import io.hindcast.asset.JobInput;
import io.hindcast.delta.Written;
import io.hindcast.ledger.InputRead;
import io.hindcast.retry.Failure;
import io.hindcast.run.Attempt;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Looks at what steps have written before it is committed. Used by several threads. */
public interface StepScrutiny {

    /** Whether an attempt need not be made at all, and why; asked before anything is computed. */
    Optional<Failure> refusal(Attempt attempt);

    /**
     * Why what was written must not be committed; empty when nothing is against it. May run Spark jobs.
     *
     * @param plan what gave the rows
     * @param inputs input to what was read of it
     * @param written every partition of the attempt, and no row outside
     * @param recomputation computes partitions of the asset again
     */
    Optional<Failure> objection(
            Attempt attempt, JobPlan plan, Map<String, InputRead> inputs, Written written, Recomputation recomputation);

    /**
     * Why what was written must not be committed, as far as that follows from what was read; empty when nothing is
     * against it. Asked before {@link #objection}.
     *
     * @param inputs input to what it is pinned to
     */
    default Optional<Failure> misreading(Attempt attempt, Map<String, InputRead> inputs, StepReads reads) {
        return Optional.empty();
    }

    /**
     * Why what a job describes must not be computed; empty when nothing is against it. Asked before anything is written.
     *
     * @param inputs what an end of the plan is to the job, where it is one of its relations
     */
    default Optional<Failure> impurity(
            Attempt attempt, LogicalPlan analysed, Function<LogicalPlan, Optional<JobInput>> inputs) {
        return Optional.empty();
    }

    /** Asks one, and where it has nothing against it the other. */
    static StepScrutiny both(StepScrutiny first, StepScrutiny second) {
        return new StepScrutiny() {
            @Override
            public Optional<Failure> refusal(Attempt attempt) {
                return first.refusal(attempt).or(() -> second.refusal(attempt));
            }

            @Override
            public Optional<Failure> impurity(
                    Attempt attempt, LogicalPlan analysed, Function<LogicalPlan, Optional<JobInput>> inputs) {
                return first.impurity(attempt, analysed, inputs).or(() -> second.impurity(attempt, analysed, inputs));
            }

            @Override
            public Optional<Failure> misreading(Attempt attempt, Map<String, InputRead> inputs, StepReads reads) {
                return first.misreading(attempt, inputs, reads).or(() -> second.misreading(attempt, inputs, reads));
            }

            @Override
            public Optional<Failure> objection(
                    Attempt attempt,
                    JobPlan plan,
                    Map<String, InputRead> inputs,
                    Written written,
                    Recomputation recomputation) {
                return first.objection(attempt, plan, inputs, written, recomputation)
                        .or(() -> second.objection(attempt, plan, inputs, written, recomputation));
            }
        };
    }

    /** Has nothing against anything. */
    static StepScrutiny none() {
        return new StepScrutiny() {
            @Override
            public Optional<Failure> refusal(Attempt attempt) {
                return Optional.empty();
            }

            @Override
            public Optional<Failure> objection(
                    Attempt attempt,
                    JobPlan plan,
                    Map<String, InputRead> inputs,
                    Written written,
                    Recomputation recomputation) {
                return Optional.empty();
            }
        };
    }
}
