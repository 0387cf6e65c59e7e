package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.ledger.Event;
import io.hindcast.plan.Estimate;
import io.hindcast.plan.EstimateJson;
import io.hindcast.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a plan had estimated of an asset, and what came of it. Where a part of the partitions was computed, the estimate is
 * the same part of what was said of all.
 *
 * @param partitions that were computed
 * @param estimate of so many
 * @param rows that they hold
 * @param seconds of the steps that computed them, added up
 */
record Hindsight(String asset, long partitions, Estimate estimate, long rows, double seconds) {

    private static final double MILLI = 1000.0;

    /** Of a run that came to its end. */
    static List<Hindsight> of(Plan plan, Map<String, RunRecorder.Done> done) {
        List<Hindsight> all = new ArrayList<>();
        for (String asset : plan.assets()) {
            Optional.ofNullable(done.get(asset))
                    .flatMap(own -> of(plan, asset, own))
                    .ifPresent(all::add);
        }
        return all;
    }

    /** Of a run as the ledger tells of it; nothing where its plan cannot be read any more. */
    static List<Hindsight> of(RunStory story) {
        return story.plan().map(plan -> of(plan, done(story))).orElse(List.of());
    }

    private static Optional<Hindsight> of(Plan plan, String asset, RunRecorder.Done done) {
        long computed = done.changed() + done.unchanged();
        Estimate whole = plan.estimates().getOrDefault(asset, Estimate.NOTHING);
        if (computed == 0 || whole.seconds().likely() == 0) {
            return Optional.empty();
        }
        long planned = plan.steps().stream()
                .filter(step -> step.asset().equals(asset))
                .mapToLong(step -> step.partitions().count())
                .sum();
        Estimate estimate = whole.share((double) computed / planned);
        return Optional.of(new Hindsight(asset, computed, estimate, done.rows(), done.seconds()));
    }

    private static Map<String, RunRecorder.Done> done(RunStory story) {
        Map<String, RunRecorder.Done> done = new HashMap<>();
        for (RunStory.OfStep step : story.steps()) {
            long rows = step.became().values().stream()
                    .mapToLong(group -> group.rows().orElse(0))
                    .sum();
            RunRecorder.Done own = new RunRecorder.Done(
                    step.count(Event.COMMITTED), step.count(Event.UNCHANGED), rows, step.seconds());
            done.merge(step.asset(), own, RunRecorder.Done::plus);
        }
        return done;
    }

    /** Adds a table; nothing where nothing was estimated. */
    static void add(List<Hindsight> all, Lines lines) {
        if (all.isEmpty()) {
            return;
        }
        lines.gap().add("estimated and taken, in time of steps:");
        Table table = new Table("ASSET", ">~ROWS", ">ROWS", ">~TIME", ">TIME", "FROM .. TO");
        all.forEach(each -> table.add(List.of(
                each.asset,
                Amounts.number(each.estimate.rows().likely()),
                Amounts.number(each.rows),
                Amounts.seconds(each.estimate.seconds().likely()),
                Amounts.seconds(each.seconds),
                Amounts.seconds(each.estimate.seconds().low()) + " .. "
                        + Amounts.seconds(each.estimate.seconds().high()))));
        lines.add(table);
    }

    /** Puts {@code estimates} into a document; nothing where nothing was estimated. */
    static void put(List<Hindsight> all, ObjectNode document) {
        if (all.isEmpty()) {
            return;
        }
        ObjectNode estimates = document.putObject("estimates");
        for (Hindsight each : all) {
            ObjectNode own = estimates.putObject(each.asset).put("partitions", each.partitions);
            own.set("rows", EstimateJson.tree(each.estimate.rows()));
            own.put("rows_written", each.rows);
            own.set("seconds", EstimateJson.tree(each.estimate.seconds()));
            own.put("seconds_taken", Math.round(each.seconds * MILLI) / MILLI);
        }
    }
}
