package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.ledger.Event;
import io.hindcast.plan.Estimate;
import io.hindcast.plan.EstimateJson;
import io.hindcast.plan.Means;
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
 * @param taken what it took
 */
record Hindsight(String asset, long partitions, Estimate estimate, Taken taken) {

    private static final double MILLI = 1000.0;

    /**
     * What some steps took.
     *
     * @param rows that their partitions hold
     * @param bytes that these hold
     * @param seconds of the steps, added up
     * @param coreHours the part of the cores that a step is reckoned to have, for so long
     * @param price of a core for an hour; empty where none is declared
     */
    record Taken(long rows, long bytes, double seconds, double coreHours, Optional<Means.Price> price) {

        private static Taken of(RunRecorder.Done done, Means means) {
            return new Taken(done.rows(), done.bytes(), done.seconds(), means.coreHours(done.seconds()), means.price());
        }
    }

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
        return Optional.of(new Hindsight(asset, computed, estimate, Taken.of(done, plan.means())));
    }

    private static Map<String, RunRecorder.Done> done(RunStory story) {
        Map<String, RunRecorder.Done> done = new HashMap<>();
        for (RunStory.OfStep step : story.steps()) {
            long rows = step.became().values().stream()
                    .mapToLong(group -> group.rows().orElse(0))
                    .sum();
            long bytes = step.became().values().stream()
                    .mapToLong(group -> group.bytes().orElse(0))
                    .sum();
            RunRecorder.Done own = new RunRecorder.Done(
                    step.count(Event.COMMITTED), step.count(Event.UNCHANGED), rows, bytes, step.seconds());
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
                Amounts.number(each.taken.rows()),
                Amounts.seconds(each.estimate.seconds().likely()),
                Amounts.seconds(each.taken.seconds()),
                Amounts.seconds(each.estimate.seconds().low()) + " .. "
                        + Amounts.seconds(each.estimate.seconds().high()))));
        lines.add(table);
        lines.add("  in all: ", inAll(all));
    }

    /** What does not stand in the table: {@code 4.1 MB of about 3.9 MB, 0.1 core-hours of about 0.12}. */
    private static String inAll(List<Hindsight> all) {
        List<String> figures = new ArrayList<>();
        long bytes =
                all.stream().mapToLong(each -> each.estimate.bytes().likely()).sum();
        figures.add(
                Amounts.bytes(all.stream().mapToLong(each -> each.taken.bytes()).sum()) + " of about "
                        + Amounts.bytes(bytes));
        double likely = all.stream()
                .mapToDouble(each -> each.estimate.coreHours().likely())
                .sum();
        double taken = all.stream().mapToDouble(each -> each.taken.coreHours()).sum();
        figures.add(Amounts.small(taken) + " core-hours of about " + Amounts.small(likely));
        all.get(0)
                .taken
                .price()
                .ifPresent(price -> figures.add(Amounts.money(taken * price.coreHour(), price.currency()) + " of about "
                        + Amounts.money(likely * price.coreHour(), price.currency())));
        return String.join(", ", figures);
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
            own.put("rows_written", each.taken.rows());
            own.set("seconds", EstimateJson.tree(each.estimate.seconds()));
            own.put("seconds_taken", Math.round(each.taken.seconds() * MILLI) / MILLI);
            own.set("bytes", EstimateJson.tree(each.estimate.bytes()));
            own.put("bytes_written", each.taken.bytes());
            own.set("core_hours", EstimateJson.tree(each.estimate.coreHours()));
            own.put("core_hours_taken", each.taken.coreHours());
            each.estimate.money().ifPresent(money -> own.set("money", EstimateJson.tree(money.amount())));
            each.taken
                    .price()
                    .ifPresent(price -> own.put("money_taken", each.taken.coreHours() * price.coreHour())
                            .put("currency", price.currency()));
        }
    }
}
