package io.hindcast.report;

import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.LeftOut;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Request;
import io.hindcast.plan.Wait;
import io.hindcast.problem.Counts;
import io.hindcast.problem.ExitCode;
import io.hindcast.run.Ending;
import io.hindcast.run.Notice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How a run ended, on a terminal: one line per asset, and of each failure its cause and the command that repairs it. */
public final class RunText {

    /** So many causes are told at length. */
    private static final int SHOWN = 5;

    private static final int RUNS = 2;

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
            Hindsight.add(Hindsight.of(summary.plan(), summary.done()), lines);
        }
        quarantined(summary, warehouse, lines);
        notRun(summary, warehouse, lines);
        waiting(summary.plan(), warehouse, lines);
        leftOut(summary.plan(), LeftOut.HELD, lines);
        blocked(summary.plan(), warehouse, lines);
        AdviceLines.add(summary.advice(), lines);
        summary.exhausted()
                .ifPresent(budget -> lines.gap()
                        .add(
                                "budget: ",
                                budget.limit() + " is used up (" + budget.used() + "); "
                                        + Counts.of(summary.counts().left(), "partition") + " left"));
        if (summary.exitCode() == ExitCode.CANCELLED || summary.exhausted().isPresent()) {
            summary.run()
                    .ifPresent(run ->
                            lines.gap().add("what is left is done by:").whole("  " + Commands.resume(warehouse, run)));
        }
        return lines.text();
    }

    private static String headline(RunSummary summary, String run) {
        Ending.Counts counts = summary.counts();
        String ended = switch (summary.exitCode()) {
            case DONE -> "done";
            case QUARANTINED -> "done, some partitions quarantined";
            case WAITING -> "the rest done, some partitions wait for their inputs";
            case HELD -> "the rest done, another run holds some partitions";
            case CANCELLED -> "cancelled";
            case STOPPED -> "stopped by its budget";
            case REPLAN -> "the rest done, someone else wrote some partitions: plan again";
            default -> summary.exitCode().outcome();
        };
        return "run " + run + ": " + ended + "; " + Counts.of(counts.committed(), "partition") + " committed in "
                + Amounts.seconds(summary.seconds());
    }

    private static Table assets(RunSummary summary) {
        Table table = new Table("ASSET", ">COMMITTED", ">UNCHANGED", ">SKIPPED", ">QUARANTINED", ">LEFT", ">ROWS");
        Plan plan = summary.plan();
        OfAsset total = OfAsset.NOTHING;
        Map<String, PartitionSet> rewritten = plan.rewritten();
        Set<String> assets = new LinkedHashSet<>(rewritten.keySet());
        plan.leftOut().forEach((asset, causes) -> {
            if (leftOf(causes) > 0) {
                assets.add(asset);
            }
        });
        for (String asset : assets) {
            OfAsset own = OfAsset.of(summary, asset, Optional.ofNullable(rewritten.get(asset)));
            table.add(own.cells(asset));
            total = total.plus(own);
        }
        if (assets.size() > 1) {
            table.add(total.cells("all"));
        }
        return table;
    }

    private static long leftOf(Map<LeftOut, PartitionSet> causes) {
        return Stream.of(LeftOut.WAITING, LeftOut.HELD)
                .flatMap(cause -> Optional.ofNullable(causes.get(cause)).stream())
                .mapToLong(PartitionSet::count)
                .sum();
    }

    /** One line of the table. */
    private record OfAsset(RunRecorder.Done done, long skipped, long quarantined, long left) {

        private static final OfAsset NOTHING = new OfAsset(RunRecorder.Done.NOTHING, 0, 0, 0);

        static OfAsset of(RunSummary summary, String asset, Optional<PartitionSet> planned) {
            RunRecorder.Done done = summary.done().getOrDefault(asset, RunRecorder.Done.NOTHING);
            long quarantined = summary.quarantined().stream()
                    .filter(q -> q.asset().equals(asset))
                    .mapToLong(q -> planned.map(q.partitions()::intersect)
                            .map(PartitionSet::count)
                            .orElse(0L))
                    .sum();
            long skipped = summary.skipped().getOrDefault(asset, 0L);
            long left = planned.map(PartitionSet::count).orElse(0L)
                    - done.changed()
                    - done.unchanged()
                    - quarantined
                    - skipped
                    + leftOf(summary.plan().leftOut().getOrDefault(asset, Map.of()));
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
        Ending.Counts counts = summary.counts();
        if (counts.unchanged() > 0) {
            lines.add("unchanged: computed again with the content they had; no file of theirs was touched");
        }
        if (counts.skipped() > 0) {
            lines.add("skipped: nothing that they read changed after all; not computed");
        }
        SavedText.add(summary.saved(), "", lines);
        summary.letGo()
                .forEach((asset, set) -> lines.add("let go: " + Counts.of(set.count(), "partition") + " of " + asset
                        + " that were built for this run alone"));
    }

    private static void quarantined(RunSummary summary, String warehouse, Lines lines) {
        List<RunSummary.Quarantined> all = summary.quarantined();
        if (all.isEmpty()) {
            return;
        }
        lines.gap().add("quarantined: " + Counts.of(summary.counts().quarantined(), "partition"));
        for (RunSummary.Quarantined set : all.subList(0, Math.min(SHOWN, all.size()))) {
            which(set.asset(), set.partitions(), before(summary, set), lines);
            lines.add("    cause:  ", set.cause());
        }
        more(all.size(), warehouse, lines);
        lines.add("  repair:   ", "once the code or an input is corrected:");
        lines.whole("              " + Commands.run(warehouse));
        lines.add("            ", "when the cause lay elsewhere and is gone:");
        lines.whole("              "
                + (all.size() == 1
                        ? Commands.retry(
                                warehouse, all.get(0).asset(), all.get(0).partitions())
                        : Commands.retry(warehouse)));
    }

    /** By which runs it was set aside, where this one alone did not do it. */
    private static String before(RunSummary summary, RunSummary.Quarantined set) {
        List<String> others = set.runs().stream()
                .filter(run -> summary.run().filter(run::equals).isEmpty())
                .toList();
        if (others.isEmpty()) {
            return "";
        }
        return others.size() <= RUNS
                ? " (by run " + String.join(", ", others) + ")"
                : " (by " + others.size() + " runs, the last " + others.get(others.size() - 1) + ")";
    }

    private static void notRun(RunSummary summary, String warehouse, Lines lines) {
        List<Notice.NotRun> all = summary.notRun();
        if (all.isEmpty()) {
            return;
        }
        long count = all.stream().mapToLong(n -> n.partitions().count()).sum();
        lines.gap().add("not run: " + Counts.of(count, "partition"));
        for (Notice.NotRun notice : all.subList(0, Math.min(SHOWN, all.size()))) {
            which(notice.asset(), notice.partitions(), "", lines);
            lines.add("    cause:  ", notice.why());
            if (notice.cause() == Notice.Cause.FOREIGN_WRITE) {
                lines.add("    repair: ", "their data stays; to build the rest of these:");
                lines.whole("              " + Commands.run(warehouse));
                lines.add("            ", "to overwrite what they wrote as well:");
                lines.whole("              " + Commands.force(warehouse, notice.asset(), notice.partitions()));
            }
        }
        more(all.size(), warehouse, lines);
    }

    /** What was not even planned, since an input is not there. */
    private static void waiting(Plan plan, String warehouse, Lines lines) {
        leftOut(plan, LeftOut.WAITING, lines);
        if (plan.count(LeftOut.WAITING) > 0) {
            boolean isFollowed = plan.asked()
                    .filter(asked -> asked.follow() == Request.Follow.DOWNSTREAM)
                    .isPresent();
            boolean isNarrow = isFollowed && plan.waits().stream().anyMatch(Wait::isBeyondRequest);
            boolean isAllNarrow = plan.waits().stream().allMatch(Wait::isBeyondRequest);
            lines.add(
                    "  later:    ",
                    isAllNarrow ? "to build what they wait for as well:" : "once the inputs are there:");
            lines.whole("              " + Commands.run(warehouse));
            if (isNarrow) {
                lines.add(
                        "  or:       ",
                        "the same command with --no-downstream, to leave out what only follows from what it names");
            }
        }
    }

    /** What was not even planned: an input is not there, or another run is at work. */
    private static void leftOut(Plan plan, LeftOut cause, Lines lines) {
        long count = plan.count(cause);
        if (count > 0) {
            lines.gap().add(cause.word() + ": " + Counts.of(count, "partition"));
            PlanText.waits(plan, cause, lines);
        }
    }

    /** What was not even planned, since it would be replaced by nothing. */
    private static void blocked(Plan plan, String warehouse, Lines lines) {
        Map<String, PartitionSet> blocked = plan.leftOut(LeftOut.BLOCKED);
        if (blocked.isEmpty()) {
            return;
        }
        lines.gap()
                .add("blocked: " + Counts.of(plan.count(LeftOut.BLOCKED), "partition")
                        + "; an input is beyond its own retention, so they stay as they are");
        blocked.entrySet().stream().limit(SHOWN).forEach(each -> which(each.getKey(), each.getValue(), "", lines));
        if (blocked.size() > SHOWN) {
            lines.add("  ", "and those of " + Counts.of(blocked.size() - SHOWN, "more asset"));
        }
        Map.Entry<String, PartitionSet> first = blocked.entrySet().iterator().next();
        lines.add("  look:     ", "which input it is, and since when:");
        lines.whole("              " + Commands.why(warehouse, first.getKey(), first.getValue()));
    }

    private static void which(String asset, PartitionSet set, String remark, Lines lines) {
        String head = "  " + asset + "@";
        lines.whole(head + SetText.shortened(set, lines.width() - head.length() - remark.length()) + remark);
    }

    private static void more(int causes, String warehouse, Lines lines) {
        if (causes > SHOWN) {
            lines.add("  ", "and " + Counts.of(causes - SHOWN, "more cause") + "; all partitions are shown by:");
            lines.whole("    " + Commands.status(warehouse));
            lines.add("  ", "and the cause of one by:");
            lines.whole("    " + Commands.why(warehouse));
        }
    }
}
