package io.hindcast.report;

import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Plan;
import io.hindcast.problem.ExitCode;
import io.hindcast.run.Notice;
import java.util.List;
import java.util.Map;

/** How a run ended, on a terminal: one line per asset, and of each failure its cause and the command that repairs it. */
public final class RunText {

    private RunText() {}

    /**
     * The summary.
     *
     * @param warehouse the folder, as the person typed it, for commands to copy
     * @param width of the terminal, in characters
     */
    public static String of(RunSummary summary, String warehouse, int width) {
        Lines lines = new Lines(width);
        if (summary.run().isEmpty()) {
            lines.add(PlanText.nothingToDo(summary.plan()));
        } else {
            lines.add(headline(summary, summary.run().get()));
            lines.gap().add(assets(summary));
            saved(summary, lines);
        }
        quarantined(summary, warehouse, lines);
        notRun(summary, warehouse, lines);
        if (summary.exitCode() == ExitCode.CANCELLED) {
            summary.run()
                    .ifPresent(run ->
                            lines.gap().add("what is left is done by:").whole("  " + Commands.resume(warehouse, run)));
        }
        return lines.text();
    }

    private static String headline(RunSummary summary, String run) {
        RunSummary.Counts counts = summary.counts();
        String ended = switch (summary.exitCode()) {
            case DONE -> "done";
            case QUARANTINED -> "done, some partitions quarantined";
            case WAITING -> "the rest done, some partitions wait for their inputs";
            case HELD -> "the rest done, another run holds some partitions";
            case CANCELLED -> "cancelled";
            case REPLAN -> "the rest done, someone else wrote some partitions: plan again";
            default -> summary.exitCode().outcome();
        };
        return "run " + run + ": " + ended + "; " + Amounts.counted(counts.committed(), "partition") + " committed in "
                + Amounts.seconds(summary.seconds());
    }

    private static Table assets(RunSummary summary) {
        Table table = new Table("ASSET", ">COMMITTED", ">UNCHANGED", ">SKIPPED", ">QUARANTINED", ">LEFT", ">ROWS");
        Plan plan = summary.plan();
        OfAsset total = OfAsset.NOTHING;
        for (Map.Entry<String, PartitionSet> entry : plan.rewritten().entrySet()) {
            OfAsset own = OfAsset.of(summary, entry.getKey(), entry.getValue());
            table.add(own.cells(entry.getKey()));
            total = total.plus(own);
        }
        if (plan.assets().size() > 1) {
            table.add(total.cells("all"));
        }
        return table;
    }

    /** One line of the table. */
    private record OfAsset(RunRecorder.Done done, long skipped, long quarantined, long left) {

        private static final OfAsset NOTHING = new OfAsset(RunRecorder.Done.NOTHING, 0, 0, 0);

        static OfAsset of(RunSummary summary, String asset, PartitionSet planned) {
            RunRecorder.Done done = summary.done().getOrDefault(asset, RunRecorder.Done.NOTHING);
            long quarantined = summary.quarantined().stream()
                    .filter(q -> q.asset().equals(asset))
                    .mapToLong(q -> q.partitions().intersect(planned).count())
                    .sum();
            long skipped = summary.skipped().getOrDefault(asset, 0L);
            long left = planned.count() - done.changed() - done.unchanged() - quarantined - skipped;
            return new OfAsset(done, skipped, quarantined, left);
        }

        OfAsset plus(OfAsset other) {
            return new OfAsset(
                    done.plus(other.done), skipped + other.skipped, quarantined + other.quarantined, left + other.left);
        }

        List<String> cells(String name) {
            return List.of(
                    name,
                    Amounts.number(done.changed()),
                    Amounts.number(done.unchanged()),
                    Amounts.number(skipped),
                    Amounts.number(quarantined),
                    Amounts.number(left),
                    Amounts.number(done.rows()));
        }
    }

    private static void saved(RunSummary summary, Lines lines) {
        RunSummary.Counts counts = summary.counts();
        if (counts.unchanged() > 0) {
            lines.add("unchanged: computed again with the content they had; no file of theirs was touched");
        }
        if (counts.skipped() > 0) {
            lines.add("skipped: nothing that they read changed after all; not computed");
        }
    }

    private static void quarantined(RunSummary summary, String warehouse, Lines lines) {
        if (summary.quarantined().isEmpty()) {
            return;
        }
        lines.gap().add("quarantined: " + Amounts.counted(summary.counts().quarantined(), "partition"));
        for (RunSummary.Quarantined set : summary.quarantined()) {
            boolean before = !summary.run().filter(set.since()::equals).isPresent();
            lines.whole("  " + set.asset() + "@" + set.partitions() + (before ? " (by run " + set.since() + ")" : ""));
            lines.add("    cause:  ", set.cause());
            lines.add("    repair: ", "once its code or an input is corrected:");
            lines.whole("              " + Commands.run(warehouse));
            lines.add("            ", "when the cause lay elsewhere and is gone:");
            lines.whole("              " + Commands.retry(warehouse, set.asset(), set.partitions()));
        }
    }

    private static void notRun(RunSummary summary, String warehouse, Lines lines) {
        if (summary.notRun().isEmpty()) {
            return;
        }
        long count =
                summary.notRun().stream().mapToLong(n -> n.partitions().count()).sum();
        lines.gap().add("not run: " + Amounts.counted(count, "partition"));
        for (Notice.NotRun notice : summary.notRun()) {
            lines.whole("  " + notice.asset() + "@" + notice.partitions());
            lines.add("    cause:  ", notice.why());
            if (notice.cause() == Notice.Cause.FOREIGN_WRITE) {
                lines.add("    repair: ", "their data stays; to build the rest of these:");
                lines.whole("              " + Commands.run(warehouse));
                lines.add("            ", "to overwrite what they wrote as well:");
                lines.whole("              " + Commands.force(warehouse, notice.asset(), notice.partitions()));
            }
        }
    }
}
