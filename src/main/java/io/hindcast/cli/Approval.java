package io.hindcast.cli;

import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Consequences;
import io.hindcast.plan.Plan;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Consent to what cannot be had back by running again. A person at the terminal is asked for it before a plan is carried
 * out.
 *
 * @param overwritten partitions of assets that someone else wrote and that may be overwritten
 */
record Approval(Map<String, PartitionSet> overwritten) {

    Approval {
        overwritten = Map.copyOf(overwritten);
    }

    /**
     * Goes on when the plan is harmless, when {@code --yes} stands there, or when the person agrees. Where nobody is
     * there to be asked, {@code --force} and {@code --reset} themselves are the consent: nothing happens without them, and what
     * is lost is told all the same.
     *
     * @return what this plan overwrites, and no more
     * @throws io.hindcast.problem.ProblemException when the person does not agree
     */
    static Approval require(Plan plan, WarehouseState state, Arguments arguments, Console console) {
        Consequences consequences = Consequences.of(plan, state);
        Approval approval = new Approval(consequences.overwritten());
        List<String> texts = consequences.texts();
        texts.forEach(console::log);
        if (texts.isEmpty() || arguments.has(Option.YES) || !console.canAsk()) {
            return approval;
        }
        if (!console.agreed("go on?")) {
            throw Problems.raise(PlanningProblems.notApproved(texts));
        }
        return approval;
    }

    /**
     * What a plan that was made since would overwrite beyond this consent: others may have written while a person thought,
     * or while the run waited for another. A table that begins anew does so with whatever it holds.
     */
    Map<String, PartitionSet> beyond(Plan plan, WarehouseState state) {
        Map<String, PartitionSet> beyond = new LinkedHashMap<>();
        Consequences.of(plan, state).overwritten().forEach((asset, set) -> {
            PartitionSet agreed = overwritten.getOrDefault(asset, PartitionSet.empty(set.partitioning()));
            if (!plan.reset().contains(asset) && !set.minus(agreed).isEmpty()) {
                beyond.put(asset, set.minus(agreed));
            }
        });
        return beyond;
    }
}
