package io.hindcast.plan;

import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.testing.NaiveReads;
import java.util.Set;
import java.util.TreeSet;

/** A plan as {@link NaivePlanner} tells it: one line per partition and reason or cause, sorted. */
final class PlanLines {

    private final Set<String> lines = new TreeSet<>();

    private PlanLines() {}

    /** The lines of a plan, without what is asked for outside the declared range. */
    static Set<String> of(Plan plan, NaiveReads reads) {
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
        for (Wait wait : plan.waits()) {
            wait.partitions()
                    .partitions()
                    .forEach(partition -> lines.lines.add(waiting(wait.asset(), wait.input(), partition)));
            reads.bounded(wait.lacking())
                    .partitions()
                    .forEach(partition -> lines.lines.add(awaited(wait.asset(), wait.input(), partition)));
        }
        return lines.lines;
    }

    /** The lines of all standings. */
    static Set<String> of(Standings standings) {
        PlanLines lines = new PlanLines();
        standings
                .assets()
                .forEach((asset, of) ->
                        of.sets().forEach((standing, set) -> lines.add(asset, set, "is " + standing.word())));
        return lines.lines;
    }

    static String waiting(String asset, String input, Partition partition) {
        return asset + "@" + partition + " waits for " + input;
    }

    static String awaited(String asset, String input, Partition partition) {
        return asset + " waits for " + input + "@" + partition;
    }

    private void add(String asset, PartitionSet set, String what) {
        set.partitions().forEach(partition -> lines.add(asset + "@" + partition + " " + what));
    }
}
