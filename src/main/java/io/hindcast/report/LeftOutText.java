package io.hindcast.report;

import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.LeftOut;
import io.hindcast.plan.Plan;
import io.hindcast.problem.Counts;

/**
 * What a plan leaves out and why, in full.
 *
 * @param state that it was made from, which tells who wrote and what failed
 */
record LeftOutText(Plan plan, WarehouseState state) {

    void add(Lines lines) {
        plan.leftOut()
                .forEach((asset, causes) -> causes.forEach((cause, set) -> {
                    lines.add(asset + ": " + Counts.of(set.count(), "partition") + " left out, " + cause.word() + " ("
                            + Meanings.of(cause) + "):");
                    lines.add("  ", set.toString());
                    switch (cause) {
                        case WAITING, HELD -> waits(asset, cause, lines);
                        case FOREIGN -> writers(asset, set, lines);
                        case QUARANTINED -> failures(asset, set, lines);
                        default -> {
                            // The words have said it; of what is blocked the notes tell more.
                        }
                    }
                }));
    }

    private void waits(String asset, LeftOut cause, Lines lines) {
        PlanText.waitsOf(plan, cause).stream()
                .filter(wait -> wait.asset().equals(asset))
                .forEach(wait -> lines.add("  ", wait.text()));
    }

    private void writers(String asset, PartitionSet set, Lines lines) {
        state.asset(asset)
                .foreign()
                .restrictedTo(set)
                .groups()
                .forEach((write, part) -> lines.add("  ", which(part, set) + "written by someone else: " + write));
    }

    private void failures(String asset, PartitionSet set, Lines lines) {
        Causes failures = new Causes();
        state.asset(asset)
                .quarantined()
                .restrictedTo(set)
                .groups()
                .forEach((failure, part) -> failures.add(asset, "", failure.error(), part, failure.run()));
        failures.groups()
                .forEach(group -> lines.add(
                        "  ",
                        which(group.partitions(), set) + "failed in run " + String.join(", ", group.runs()) + ": "
                                + group.message()));
    }

    private static String which(PartitionSet part, PartitionSet all) {
        return part.equals(all) ? "" : part + ": ";
    }
}
