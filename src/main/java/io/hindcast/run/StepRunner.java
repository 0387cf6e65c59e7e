package io.hindcast.run;

import io.hindcast.asset.Asset;
import java.util.Collection;

/** What carries out steps: Spark and Delta in earnest, something simpler in tests. Used by several threads. */
public interface StepRunner {

    /**
     * Makes the tables ready for their first step: creates those that are missing, adds columns that are new, begins
     * those anew of which the plan says so.
     *
     * @param run whose commits these are
     * @param reset names of the assets whose tables may begin anew
     * @throws io.hindcast.problem.ProblemException when another table would have to begin anew
     */
    void prepare(String run, Collection<Asset> assets, Collection<String> reset);

    /** Carries out an attempt; every end of it is a value, also errors and cancellation. */
    StepOutcome run(Attempt attempt);

    /** Tells an attempt to end, as far as it can be told; its {@link #run} returns soon after, unless it is deaf. */
    void cancel(Attempt attempt);

    /**
     * Gives an attempt up: from now on it commits nothing, however long it goes on.
     *
     * @return false where it is committing, which it then may
     */
    boolean abandon(Attempt attempt);
}
