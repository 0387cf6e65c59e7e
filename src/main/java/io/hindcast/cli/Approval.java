package io.hindcast.cli;

import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Plan;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import io.hindcast.report.Amounts;
import java.util.ArrayList;
import java.util.List;

/** Asks the person at the terminal before a plan does what cannot be had back by running it again. */
final class Approval {

    private Approval() {}

    /**
     * Goes on when the plan is harmless, when {@code --yes} stands there, or when the person agrees. Where nobody is
     * there to be asked, {@code --force} and {@code --reset} themselves are the consent: nothing happens without them.
     *
     * @throws io.hindcast.problem.ProblemException when the person does not agree
     */
    static void require(Plan plan, WarehouseState state, Arguments arguments, Console console) {
        List<String> consequences = consequences(plan, state);
        if (consequences.isEmpty() || arguments.has(Option.YES) || !console.canAsk()) {
            return;
        }
        consequences.forEach(console::log);
        if (!console.agreed("go on?")) {
            throw Problems.raise(PlanningProblems.notApproved(consequences));
        }
    }

    private static List<String> consequences(Plan plan, WarehouseState state) {
        List<String> consequences = new ArrayList<>();
        plan.reset().forEach(asset -> consequences.add("the table of " + asset + " begins anew, without its rows"));
        plan.rewritten().forEach((asset, set) -> {
            PartitionSet foreign = state.asset(asset).foreign().covered().intersect(set);
            if (!foreign.isEmpty()) {
                consequences.add(Amounts.counted(foreign.count(), "partition") + " of " + asset
                        + " that someone else wrote will be overwritten");
            }
        });
        return consequences;
    }
}
