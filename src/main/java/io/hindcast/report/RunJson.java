package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.LeftOut;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Wait;
import io.hindcast.run.Ending;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a run ended, as JSON. A public contract. */
public final class RunJson {

    private static final double MILLI = 1000.0;

    private RunJson() {}

    /**
     * On one line: run (null when there was nothing to do), outcome, exit, counts of partitions, seconds, and report (null,
     * there is none yet). Further, each only where there is something of it: held by other runs (asset, partitions, why),
     * waiting and blocked (asset to the partitions that were not planned for that), budget that was used up (limit, used),
     * saved (partitions, bytes not written, bytes_read not read, seconds, and where a rate is declared core_hours, money and
     * currency), let_go (asset to the partitions that were built for this run alone and dropped again), estimates (by asset: partitions that were computed, rows and seconds as estimated, rows_written and
     * seconds_taken), hints (asset, input, seen, write), and warnings (asset, code, place, what, cause, way_out).
     */
    public static String of(RunSummary summary) {
        ObjectNode document = Json.object();
        summary.run().ifPresentOrElse(run -> document.put("run", run), () -> document.putNull("run"));
        document.put("outcome", summary.exitCode().outcome());
        document.put("exit", summary.exitCode().number());
        Ending.Counts counts = summary.counts();
        document.put("committed", counts.committed());
        document.put("unchanged", counts.unchanged());
        document.put("skipped", counts.skipped());
        document.put("quarantined", counts.quarantined());
        document.put("left", counts.left());
        held(summary, document);
        leftOut(summary.plan(), LeftOut.WAITING, document);
        leftOut(summary.plan(), LeftOut.BLOCKED, document);
        summary.exhausted()
                .ifPresent(budget -> document.putObject("budget")
                        .put("limit", budget.limit())
                        .put("used", budget.used()));
        if (!summary.saved().isNothing()) {
            document.set("saved", Json.saved(summary.saved()));
        }
        if (!summary.letGo().isEmpty()) {
            document.set("let_go", Json.sets(summary.letGo(), name -> name));
        }
        document.put("seconds", Math.round(summary.seconds() * MILLI) / MILLI);
        document.putNull("report");
        Hindsight.put(Hindsight.of(summary.plan(), summary.done()), document);
        AdviceLines.put(summary.advice(), document);
        return document.toString();
    }

    private static void held(RunSummary summary, ObjectNode document) {
        List<Wait> waits = PlanText.waitsOf(summary.plan(), LeftOut.HELD);
        if (waits.isEmpty()) {
            return;
        }
        ArrayNode held = document.putArray("held");
        summary.plan()
                .leftOut()
                .forEach((asset, causes) -> Optional.ofNullable(causes.get(LeftOut.HELD))
                        .ifPresent(set -> {
                            ObjectNode own =
                                    held.addObject().put("asset", asset).put("partitions", set.toString());
                            ArrayNode why = own.putArray("why");
                            waits.stream()
                                    .filter(wait -> wait.asset().equals(asset))
                                    .map(Wait::text)
                                    .distinct()
                                    .forEach(why::add);
                        }));
    }

    /** Asset to partitions, where there are any. */
    private static void leftOut(Plan plan, LeftOut cause, ObjectNode document) {
        Map<String, PartitionSet> sets = plan.leftOut(cause);
        if (!sets.isEmpty()) {
            document.set(cause.word(), Json.sets(sets, name -> name));
        }
    }
}
