package io.hindcast.report;

import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.BrokenSeal;
import io.hindcast.plan.Plan;
import io.hindcast.plan.PlanDifference;
import io.hindcast.plan.Reason;
import io.hindcast.plan.Step;
import io.hindcast.problem.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What moved since a plan was made, and what it does when it is made again, in words. */
public final class ResealText {

    private static final int STEPS_NAMED = 3;
    private static final int ASSETS_NAMED = 4;
    private static final int SET_WIDTH = 60;

    private ResealText() {}

    /**
     * What moved, a sentence each: what it concerns of the plan, and what it would change.
     *
     * @param again the plan that the same request gives now; empty where that cannot be told
     */
    public static List<String> seals(Plan plan, List<BrokenSeal> broken, Optional<Plan> again) {
        Optional<PlanDifference> difference = again.map(other -> PlanDifference.between(plan, other));
        return broken.stream()
                .map(seal -> seal.text()
                        + steps(plan, seal)
                        + difference.map(all -> consequence(all.because(seal))).orElse(""))
                .toList();
    }

    private static String steps(Plan plan, BrokenSeal seal) {
        List<Step> steps = seal.steps(plan);
        if (steps.isEmpty()) {
            return "";
        }
        String named = String.join(
                ", ", steps.stream().limit(STEPS_NAMED).map(Step::id).toList());
        return ", which concerns "
                + (steps.size() == plan.steps().size() && steps.size() > 1
                        ? "all " + Counts.of(steps.size(), "step")
                        : Counts.of(steps.size(), "step") + " of "
                                + Amounts.number(plan.steps().size()))
                + " (" + named + (steps.size() > STEPS_NAMED ? ", ..." : "") + ")";
    }

    private static String consequence(PlanDifference difference) {
        if (difference.isEmpty()) {
            return "; made again, the plan has the same partitions, to be made from something else";
        }
        List<String> phrases = new ArrayList<>();
        difference.assets().forEach((name, own) -> phrases(name, own, phrases));
        String told = String.join(", ", phrases.subList(0, Math.min(phrases.size(), ASSETS_NAMED)));
        return "; made again, the plan has " + told
                + (phrases.size() > ASSETS_NAMED
                        ? ", and " + Counts.of(phrases.size() - ASSETS_NAMED, "other difference")
                        : "");
    }

    private static void phrases(String name, PlanDifference.OfAsset own, List<String> phrases) {
        phrase(own.added(), "more", name, words(own.addedFor(), Reason::word), phrases);
        phrase(own.dropped(), "less", name, words(own.droppedAs(), cause -> cause.word() + " now"), phrases);
        List<String> reasons = new ArrayList<>();
        own.gained().keySet().forEach(reason -> reasons.add("also " + reason.word()));
        own.lost().keySet().forEach(reason -> reasons.add("no longer " + reason.word()));
        if (!own.certain().isEmpty()) {
            reasons.add("in any case now");
        }
        if (!own.uncertain().isEmpty()) {
            reasons.add("only if what they read changes");
        }
        phrase(own.changed(), "for other reasons", name, String.join(", ", reasons), phrases);
    }

    private static void phrase(PartitionSet set, String how, String name, String why, List<String> phrases) {
        if (!set.isEmpty()) {
            phrases.add(Counts.of(set.count(), "partition") + " of " + name + " " + how + " ("
                    + SetText.shortened(set, SET_WIDTH) + (why.isEmpty() ? "" : ": " + why) + ")");
        }
    }

    private static <K> String words(Map<K, PartitionSet> sets, Function<K, String> word) {
        return String.join(", ", sets.keySet().stream().map(word).toList());
    }

    /**
     * What the plan that the same request gives now does otherwise.
     *
     * @param seals what moved, a sentence each; none when the plan holds
     * @param width of the terminal, in characters
     */
    public static String of(Plan before, Plan after, List<String> seals, int width) {
        Lines lines = new Lines(width);
        PlanDifference difference = PlanDifference.between(before, after);
        if (seals.isEmpty() && difference.isEmpty()) {
            return lines.add("plan " + before.id() + " holds, and made again it would be the same")
                    .text();
        }
        if (seals.isEmpty()) {
            lines.add("plan " + before.id() + " holds: nothing moved of what it reads and writes");
        } else {
            lines.add("plan " + before.id() + " no longer holds; since it was made:");
            seals.forEach(seal -> lines.add("  - ", seal));
        }
        lines.gap()
                .add("made again as " + after.id() + ", it is for " + Counts.of(after.partitions(), "partition")
                        + " of " + Counts.of(after.assets().size(), "asset") + "; before it was for "
                        + Counts.of(before.partitions(), "partition") + " of "
                        + Counts.of(before.assets().size(), "asset"));
        differences(difference, lines);
        long same = after.partitions() - differing(difference);
        lines.add("  as before: ", Counts.of(same, "partition"));
        return lines.text();
    }

    private static void differences(PlanDifference difference, Lines lines) {
        difference.begun().forEach(asset -> lines.add("  ", "the table of " + asset + " begins anew"));
        difference.kept().forEach(asset -> lines.add("  ", "the table of " + asset + " does not begin anew any more"));
        if (difference.assets().isEmpty()) {
            return;
        }
        Table table = new Table("ASSET", ">COUNT", "CHANGE", "WHICH");
        difference.assets().forEach((name, own) -> {
            row(table, name, own.added(), "new: " + words(own.addedFor(), Reason::word));
            own.droppedAs().forEach((cause, set) -> row(table, name, set, "gone: " + cause.word()));
            PartitionSet unsaid = own.dropped();
            for (PartitionSet said : own.droppedAs().values()) {
                unsaid = unsaid.minus(said);
            }
            row(table, name, unsaid, "gone");
            own.gained().forEach((reason, set) -> row(table, name, set, "also " + reason.word()));
            own.lost().forEach((reason, set) -> row(table, name, set, "not " + reason.word()));
            row(table, name, own.certain(), "in any case");
            row(table, name, own.uncertain(), "only if changed");
        });
        lines.add(table);
    }

    private static void row(Table table, String name, PartitionSet set, String change) {
        if (!set.isEmpty()) {
            table.add(set, name, Amounts.number(set.count()), change);
        }
    }

    private static long differing(PlanDifference difference) {
        return difference.assets().values().stream()
                .mapToLong(own -> own.added().count() + own.changed().count())
                .sum();
    }
}
