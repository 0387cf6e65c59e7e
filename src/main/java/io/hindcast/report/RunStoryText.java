package io.hindcast.report;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Step;
import io.hindcast.problem.Counts;
import io.hindcast.run.FailureDetail;
import io.hindcast.run.PastRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run on a terminal. */
public final class RunStoryText {

    private static final int FAILURES_SHOWN = 5;

    private RunStoryText() {}

    /**
     * The story.
     *
     * @param warehouse the folder, as the person typed it, for commands to copy
     * @param width of the terminal, in characters
     */
    public static String of(RunStory story, String warehouse, int width) {
        Lines lines = new Lines(width);
        head(story, lines);
        story.steps().forEach(step -> step(step, lines.gap()));
        story.plan().filter(plan -> !plan.waits().isEmpty()).ifPresent(plan -> {
            lines.gap().add("not planned, since they wait:");
            PlanText.waits(plan, lines);
        });
        Hindsight.add(Hindsight.of(story), lines);
        quarantined(story, warehouse, lines);
        AdviceLines.add(story.run().advice(), lines);
        if (!story.run().isOver() && story.plan().isPresent()) {
            lines.gap()
                    .add("what is left is done by:")
                    .whole("  " + Commands.resume(warehouse, story.run().id()));
        }
        return lines.text();
    }

    private static void head(RunStory story, Lines lines) {
        PastRun run = story.run();
        lines.add("run " + run.id() + ": " + run.outcome() + exit(run));
        lines.add("  began:  ", HistoryText.began(run));
        run.end().ifPresent(end -> {
            lines.add("  ended:  ", ended(run, end));
            if (!end.error().isEmpty()) {
                lines.add("  error:  ", end.error());
            }
        });
        lines.add("  asked:  ", HistoryText.asked(run));
        run.of(Event.CONTROL)
                .forEach(told -> lines.add(
                        "  told:   ", Amounts.instant(told.at()) + " by " + told.actor() + ": " + told.reason()));
        run.plan().ifPresent(plan -> lines.add("  plan:   ", plan(plan, story)));
        SavedText.add(run.saved(), "  ", lines);
    }

    private static String exit(PastRun run) {
        return run.exit().isPresent() ? " (exit " + run.exit().getAsInt() + ")" : "";
    }

    private static String ended(PastRun run, Entry end) {
        String seconds = run.seconds().isPresent()
                ? ", after " + Amounts.seconds(run.seconds().getAsDouble())
                : "";
        // A finished run's reason is its outcome, which stands in the first line.
        String why = end.reason().isEmpty() || end.reason().equals(run.outcome()) ? "" : ": " + end.reason();
        return Amounts.instant(end.at()) + seconds + why;
    }

    private static String plan(String id, RunStory story) {
        if (story.plan().isEmpty()) {
            return id + ", which cannot be read any more: steps are told as far as the ledger knows them";
        }
        Plan plan = story.plan().get();
        return id + ", " + Counts.of(plan.partitions(), "partition") + " of "
                + Counts.of(plan.assets().size(), "asset") + " in "
                + Counts.of(plan.steps().size(), "step");
    }

    private static void step(RunStory.OfStep step, Lines lines) {
        lines.add(step.id() + step.planned().map(RunStoryText::planned).orElse(""));
        step.planned()
                .ifPresent(planned -> lines.whole("  " + SetText.shortened(planned.partitions(), lines.width() - 2)));
        lines.add("  ", became(step));
        if (!step.failures().isEmpty()) {
            lines.add("  tried:  ", tried(step.tries()));
        }
        Optional.ofNullable(step.became().get(Event.SKIPPED))
                .ifPresent(skipped -> lines.add("  skipped: ", skipped.first().reason()));
        step.failures().stream().limit(FAILURES_SHOWN).forEach(failure -> failure(failure, lines));
        if (step.failures().size() > FAILURES_SHOWN) {
            lines.add(
                    "  ",
                    "+ " + Counts.of(step.failures().size() - FAILURES_SHOWN, "failed attempt")
                            + " more: see hindcast history");
        }
    }

    private static String planned(Step step) {
        return ": " + Counts.of(step.partitions().count(), "partition") + ", " + step.reasonText();
    }

    private static String became(RunStory.OfStep step) {
        List<String> parts = new ArrayList<>();
        for (Event event : List.of(Event.COMMITTED, Event.UNCHANGED, Event.SKIPPED, Event.QUARANTINED)) {
            long count = step.count(event);
            if (count > 0) {
                parts.add(Amounts.number(count) + " " + event.word());
            }
        }
        if (step.left() > 0) {
            parts.add(Amounts.number(step.left()) + " not done");
        }
        String all = parts.isEmpty() ? "nothing was done" : String.join(", ", parts);
        return step.seconds() > 0 ? all + "; " + Amounts.seconds(step.seconds()) : all;
    }

    private static String tried(RunStory.Tries tries) {
        return Counts.of(tries.attempts(), "attempt") + ", " + Amounts.seconds(tries.idle()) + " idle, "
                + Amounts.seconds(tries.delay()) + " since the first began";
    }

    /** What came of it; of a row that was written before that was told, nothing. */
    private static String then(FailureDetail detail) {
        if (detail.pause().isPresent()) {
            return ", then again after " + Amounts.seconds(detail.pause().getAsDouble());
        }
        return detail.then().isEmpty() ? "" : ", then " + detail.then() + " (" + detail.why() + ")";
    }

    private static void failure(GroupedEntry failure, Lines lines) {
        Entry entry = failure.first();
        lines.add(
                "  failed: ",
                entry.step() + ", attempt " + entry.attempt().orElse(0) + ", " + Counts.of(failure.count(), "partition")
                        + then(FailureDetail.parse(entry.detail())) + ": " + entry.error());
    }

    private static void quarantined(RunStory story, String warehouse, Lines lines) {
        Causes causes = new Causes();
        for (RunStory.OfStep step : story.steps()) {
            GroupedEntry group = step.became().get(Event.QUARANTINED);
            if (group != null) {
                group.partitions()
                        .ifPresent(set ->
                                causes.add(step.asset(), "", group.first().error(), set, ""));
            }
        }
        causes.groups().forEach(cause -> {
            lines.gap()
                    .add("quarantined: " + cause.asset() + ", "
                            + Counts.of(cause.partitions().count(), "partition"));
            lines.whole("  " + SetText.shortened(cause.partitions(), lines.width() - 2));
            lines.add("  cause: ", cause.message());
        });
        if (!causes.groups().isEmpty()) {
            lines.add("when the cause is gone:").whole("  " + Commands.retry(warehouse));
        }
    }
}
