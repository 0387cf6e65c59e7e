package io.hindcast.plan;

import io.hindcast.partition.PartitionSet;
import java.util.Set;
import java.util.TreeSet;

/** A plan as {@link NaivePlanner} tells it: one line per partition and reason or cause, sorted. */
final class PlanLines {

    private final Set<String> lines = new TreeSet<>();

    private PlanLines() {}

    /** The lines of a plan, without what is asked for outside the declared range. */
    static Set<String> of(Plan plan) {
        PlanLines lines = new PlanLines();
        for (Step step : plan.steps()) {
            step.reasons().forEach((reason, set) -> lines.add(step.asset(), set, reason.word()));
            lines.add(step.asset(), step.ifChanged(), "if changed");
        }
        plan.leftOut()
                .forEach((asset, causes) -> causes.forEach((cause, set) -> {
                    if (cause != LeftOut.OUTSIDE) {
                        lines.add(asset, set, "left out: " + cause.word());
                    }
                }));
        return lines.lines;
    }

    private void add(String asset, PartitionSet set, String what) {
        set.partitions().forEach(partition -> lines.add(asset + "@" + partition + " " + what));
    }
}
