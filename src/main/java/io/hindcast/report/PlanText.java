package io.hindcast.report;

import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Consequences;
import io.hindcast.plan.Estimate;
import io.hindcast.plan.LeftOut;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Reason;
import io.hindcast.plan.Step;
import io.hindcast.plan.Wait;
import io.hindcast.problem.Counts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A plan on a terminal: what will be rewritten, why, and what is left out. */
public final class PlanText {

    private static final int FILES_SHOWN = 5;
    private static final int WAITS_SHOWN = 5;

    private PlanText() {}

    /**
     * One line per asset, and what is left out.
     *
     * @param consequences what it destroys
     * @param width of the terminal, in characters
     */
    public static String of(Plan plan, Consequences consequences, int width) {
        Lines lines = new Lines(width);
        lines.add(headline(plan));
        consequences.texts().forEach(text -> lines.add("consequence: ", text));
        EstimateText.add("estimated: ", plan.estimate(), lines);
        if (!plan.isEmpty()) {
            lines.gap().add(rewritten(plan));
            conditional(plan, lines);
            SavingText.add(plan.savings(), lines);
        }
        leftOut(plan, lines);
        landing(plan.stage(), FILES_SHOWN, lines);
        notes(plan, lines);
        return lines.text();
    }

    /**
     * Every step with its batch, its reasons and the steps it comes after, and everything that is left out, in full.
     *
     * @param state that it was made from, which tells who wrote and what failed
     * @param width of the terminal, in characters
     */
    public static String explained(Plan plan, WarehouseState state, int width) {
        Lines lines = new Lines(width);
        lines.add(headline(plan));
        Consequences.of(plan, state).texts().forEach(text -> lines.add("consequence: ", text));
        EstimateText.add("estimated: ", plan.estimate(), lines);
        lines.add("plan " + plan.id() + " of " + Amounts.instant(plan.now())
                + (plan.request().isBlank() ? "" : ": " + plan.request()));
        plan.steps().forEach(step -> step(step, lines.gap()));
        SavingText.add(plan.savings(), lines);
        lines.gap();
        new LeftOutText(plan, state).add(lines);
        landing(plan.stage(), Integer.MAX_VALUE, lines);
        notes(plan, lines);
        return lines.text();
    }

    private static void step(Step step, Lines lines) {
        lines.add(step.id() + ": " + Counts.of(step.partitions().count(), "partition") + ", "
                + estimate(step.estimate()));
        lines.add("  batch     ", step.partitions().toString());
        EstimateText.add("  takes     ", step.estimate(), lines);
        step.reasons().forEach((reason, set) -> {
            String which = set.equals(step.partitions()) ? "all" : set.toString();
            lines.add(String.format("  %-10s", reason.word()), which + " (" + Meanings.of(reason) + ")");
        });
        if (!step.ifChanged().isEmpty()) {
            String which = step.ifChanged().equals(step.partitions())
                    ? "all"
                    : step.ifChanged().toString();
            lines.add("  only if   ", "what they read changes after all: " + which);
        }
        if (!step.after().isEmpty()) {
            lines.add("  after     ", String.join(", ", step.after()));
        }
    }

    private static String headline(Plan plan) {
        if (!plan.isEmpty()) {
            return "to rewrite: " + Counts.of(plan.partitions(), "partition") + " of "
                    + Counts.of(plan.assets().size(), "asset") + " in "
                    + Counts.of(plan.steps().size(), "step") + ", " + estimate(plan.estimate());
        }
        return nothingToDo(plan);
    }

    /** The one line of an empty plan. */
    static String nothingToDo(Plan plan) {
        Map<LeftOut, Long> counts = counts(plan);
        long fresh = counts.getOrDefault(LeftOut.FRESH, 0L);
        counts.remove(LeftOut.FRESH);
        if (counts.isEmpty()) {
            return "nothing to do: " + (fresh == 1 ? "" : "all ") + Counts.of(fresh, "partition") + " of "
                    + Counts.of(plan.leftOut().size(), "asset") + (fresh == 1 ? " is" : " are") + " fresh";
        }
        List<String> others = new ArrayList<>();
        counts.forEach((cause, count) -> others.add(Amounts.number(count) + " " + cause.word()));
        return "nothing to do: " + Counts.of(fresh, "partition") + " fresh, " + String.join(", ", others);
    }

    private static Map<LeftOut, Long> counts(Plan plan) {
        Map<LeftOut, Long> counts = new EnumMap<>(LeftOut.class);
        plan.leftOut()
                .values()
                .forEach(causes -> causes.forEach((cause, set) -> counts.merge(cause, set.count(), Long::sum)));
        return counts;
    }

    private static Table rewritten(Plan plan) {
        Map<String, List<Step>> byAsset = new LinkedHashMap<>();
        plan.steps()
                .forEach(step -> byAsset.computeIfAbsent(step.asset(), name -> new ArrayList<>())
                        .add(step));
        Table table = new Table("ASSET", ">COUNT", ">STEPS", ">~ROWS", "WHY", "WHICH");
        byAsset.forEach((asset, steps) -> {
            PartitionSet all = united(steps, Step::partitions);
            Map<Reason, PartitionSet> reasons = reasons(steps, all);
            long rows = steps.stream()
                    .mapToLong(step -> step.estimate().rows().likely())
                    .sum();
            table.add(
                    all,
                    asset,
                    Amounts.number(all.count()),
                    Amounts.number(steps.size()),
                    Amounts.number(rows),
                    words(reasons));
            reasons.forEach((reason, set) -> {
                if (!set.equals(all)) {
                    table.add(set, "", Amounts.number(set.count()), "", "", "- " + reason.word());
                }
            });
        });
        return table;
    }

    private static String words(Map<Reason, PartitionSet> reasons) {
        return String.join(", ", reasons.keySet().stream().map(Reason::word).toList());
    }

    private static Map<Reason, PartitionSet> reasons(List<Step> steps, PartitionSet all) {
        PartitionSet none = PartitionSet.empty(all.partitioning());
        Map<Reason, PartitionSet> reasons = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            PartitionSet set = united(steps, step -> step.reasons().getOrDefault(reason, none));
            if (!set.isEmpty()) {
                reasons.put(reason, set);
            }
        }
        return reasons;
    }

    private static PartitionSet united(List<Step> steps, Function<Step, PartitionSet> part) {
        return PartitionSet.unionAll(
                steps.get(0).partitions().partitioning(),
                steps.stream().map(part).toList());
    }

    private static void conditional(Plan plan, Lines lines) {
        long count = plan.steps().stream()
                .mapToLong(step -> step.ifChanged().count())
                .sum();
        if (count > 0) {
            lines.add("  ", Amounts.number(count) + " of these only if what they read changes after all");
        }
        long scaffolding = plan.steps().stream()
                .mapToLong(step -> step.scaffolding().count())
                .sum();
        if (scaffolding > 0) {
            lines.add("  ", Amounts.number(scaffolding) + " of these as scaffolding, which is let go after the run");
        }
    }

    /** What is fresh is summed up; all else is spelled out. */
    private static void leftOut(Plan plan, Lines lines) {
        Map<LeftOut, Long> counts = counts(plan);
        long fresh = counts.getOrDefault(LeftOut.FRESH, 0L);
        counts.remove(LeftOut.FRESH);
        if (!plan.isEmpty() && fresh > 0) {
            lines.gap().add("left alone: " + Counts.of(fresh, "fresh partition"));
        }
        if (counts.isEmpty()) {
            return;
        }
        Table table = new Table("ASSET", ">COUNT", "LEFT OUT", "WHICH");
        plan.leftOut()
                .forEach((asset, causes) -> causes.forEach((cause, set) -> {
                    if (cause != LeftOut.FRESH) {
                        table.add(set, asset, Amounts.number(set.count()), cause.word());
                    }
                }));
        lines.gap().add(table);
        counts.keySet().forEach(cause -> lines.add("  " + cause.word() + ": ", Meanings.of(cause)));
        waits(plan, lines);
    }

    /** Who waits for what. */
    static void waits(Plan plan, Lines lines) {
        waits(plan.waits(), lines);
    }

    /** The same of what is left out for one cause. */
    static void waits(Plan plan, LeftOut cause, Lines lines) {
        waits(waitsOf(plan, cause), lines);
    }

    private static void waits(List<Wait> waits, Lines lines) {
        waits.stream().limit(WAITS_SHOWN).forEach(wait -> wait(wait, lines));
        if (waits.size() > WAITS_SHOWN) {
            lines.add("    ", "+ " + Amounts.number(waits.size() - WAITS_SHOWN) + " more");
        }
    }

    /** What is waited for by partitions that are left out for a cause: for inputs, or for another run. */
    static List<Wait> waitsOf(Plan plan, LeftOut cause) {
        return plan.waits().stream()
                .filter(wait -> Optional.ofNullable(plan.leftOut()
                                .getOrDefault(wait.asset(), Map.of())
                                .get(cause))
                        .filter(set -> set.intersects(wait.partitions()))
                        .isPresent())
                .toList();
    }

    private static void wait(Wait wait, Lines lines) {
        String head = "  " + wait.asset() + "@";
        lines.whole(head + SetText.shortened(wait.partitions(), lines.width() - head.length()));
        lines.add("    ", wait.text());
    }

    private static void landing(List<String> files, int shown, Lines lines) {
        if (files.isEmpty()) {
            return;
        }
        lines.gap()
                .add("landing files that 'hindcast run' would load first, which this plan does not cover: "
                        + Amounts.number(files.size()));
        files.stream().limit(shown).forEach(file -> lines.whole("  " + file));
        if (files.size() > shown) {
            lines.add("  + " + Amounts.number(files.size() - shown) + " more");
        }
    }

    private static void notes(Plan plan, Lines lines) {
        if (!plan.notes().isEmpty()) {
            lines.gap();
            plan.notes().forEach(note -> lines.add("note: ", note));
        }
    }

    private static String estimate(Estimate estimate) {
        return Amounts.likely(estimate.rows())
                + (estimate.rows().high() == 1 ? " row, " : " rows, ")
                + Amounts.bytes(estimate.bytes().likely());
    }
}
