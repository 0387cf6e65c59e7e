package io.hindcast.problem;

import java.util.Collection;

/** What can be wrong with how a declaration says that its steps are run: HC-660. */
public final class RunSettingProblems {

    private RunSettingProblems() {}

    /** HC-660: a pool that has no limit. */
    public static Problem unknownPool(String pool, Collection<String> pools) {
        String declare = "say in warehouse.yaml how many steps may use it at once: pools: {" + pool + ": 2}";
        return Problem.of(
                "HC-660",
                ExitCode.USAGE,
                "unknown pool " + pool,
                pools.isEmpty()
                        ? "warehouse.yaml has no pools"
                        : "the pools of warehouse.yaml are " + String.join(", ", pools),
                Suggestion.nearest(pool, pools)
                        .map(nearest -> "did you mean " + nearest + "? Else " + declare)
                        .orElse(declare));
    }
}
