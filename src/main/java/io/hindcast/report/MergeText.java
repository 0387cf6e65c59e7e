package io.hindcast.report;

import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.CodeImpact;
import io.hindcast.plan.DeclarationChange;
import io.hindcast.plan.Estimate;
import io.hindcast.plan.MergeImpact;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Reason;
import io.hindcast.problem.Counts;
import java.util.List;
import java.util.stream.Collectors;

/** What merging would cause, on a terminal or in the log of a pipeline. */
public final class MergeText {

    private MergeText() {}

    /**
     * The declarations that differ, what merging adds, and both plans in short.
     *
     * @param width of the terminal, in characters
     */
    public static String of(MergeStory story, int width) {
        Lines lines = new Lines(width);
        MergeImpact impact = story.impact();
        String against = "against " + story.ref() + " (" + story.commit() + ")";
        if (impact.declarations().isEmpty()) {
            lines.add(against + ": nothing is declared otherwise");
        } else {
            lines.add(against + ":");
            impact.declarations().sources().forEach(change -> declared("source " + change.name(), change, lines));
            impact.declarations().assets().forEach(change -> declared(change.name(), change, lines));
        }
        adds(impact, lines.gap());
        withheld(impact, lines);
        sides(story, lines.gap());
        if (!story.notes().isEmpty()) {
            lines.gap();
            story.notes().forEach(note -> lines.add("note: ", note));
        }
        return lines.text();
    }

    private static void declared(String name, DeclarationChange change, Lines lines) {
        String fate = switch (change.kind()) {
            case NEW -> " is new";
            case GONE -> " is gone";
            case CHANGED -> " is changed";
        };
        String table = change.before()
                .filter(asset -> change.kind() == DeclarationChange.Kind.GONE)
                .map(asset ->
                        "; its table stays where it is: " + asset.declaration().path())
                .orElse("");
        lines.add("  ", name + fate + table);
        change.code().ifPresent(code -> code(change, code, lines));
        change.what()
                .forEach(
                        (aspect, sentences) -> sentences.forEach(sentence -> lines.add(head(aspect.word()), sentence)));
    }

    private static void code(DeclarationChange change, CodeImpact code, Lines lines) {
        lines.add(head("code"), code.changes() + "; " + code.concerns());
        changes(change).forEach(sentence -> lines.add("                - ", sentence));
    }

    /** What differs in the text of the code; what is said of inputs and partitions otherwise is not said again. */
    static List<String> changes(DeclarationChange change) {
        return CodeChange.between(
                        change.before().orElseThrow().signature().canonicalCode(),
                        change.after().orElseThrow().signature().canonicalCode())
                .stream()
                .filter(sentence -> sentence.startsWith("the ") || sentence.startsWith("job settings"))
                .toList();
    }

    private static String head(String word) {
        return String.format("    %-11s ", word + ":");
    }

    private static void adds(MergeImpact impact, Lines lines) {
        if (impact.adds().isEmpty()) {
            lines.add("merging adds nothing to rebuild");
            return;
        }
        lines.add("merging adds " + Counts.of(impact.partitions(), "partition") + " of "
                + Counts.of(impact.adds().size(), "asset") + ", in " + Counts.of(impact.steps(), "step")
                + estimate(impact.estimate()));
        lines.gap();
        Table table = new Table("ASSET", ">COUNT", ">STEPS", ">~ROWS", "WHY", "WHICH");
        impact.adds().forEach((name, addition) -> {
            table.add(
                    addition.partitions(),
                    name,
                    Amounts.number(addition.partitions().count()),
                    Amounts.number(addition.steps()),
                    Amounts.number(addition.estimate().rows().likely()),
                    addition.reasons().keySet().stream().map(Reason::word).collect(Collectors.joining(", ")));
            addition.reasons().forEach((reason, set) -> {
                if (!set.equals(addition.partitions())) {
                    table.add(set, "", Amounts.number(set.count()), "", "", "- " + reason.word());
                }
            });
        });
        lines.add(table);
        long conditional = impact.adds().values().stream()
                .mapToLong(addition -> addition.ifChanged().count())
                .sum();
        if (conditional > 0) {
            lines.add("  ", Amounts.number(conditional) + " of these only if what they read changes after all");
        }
        impact.after().reset().stream()
                .filter(name -> !impact.before().reset().contains(name))
                .forEach(name -> lines.add(
                        "  ",
                        "the table of " + name + " does not fit its job any more and begins anew: run with --reset "
                                + name));
    }

    private static String estimate(Estimate estimate) {
        return estimate.equals(Estimate.NOTHING)
                ? ""
                : ": " + Amounts.likely(estimate.rows()) + " rows, "
                        + Amounts.bytes(estimate.bytes().likely());
    }

    private static void withheld(MergeImpact impact, Lines lines) {
        if (impact.withheld().isEmpty()) {
            return;
        }
        Table table = new Table("ASSET", ">COUNT", "LEFT OUT", "WHICH");
        impact.withheld()
                .forEach((name, causes) -> causes.forEach(
                        (cause, set) -> table.add(set, name, Amounts.number(set.count()), cause.word())));
        lines.gap().add("not rebuilt, although it would be out of date:");
        lines.add(table);
    }

    private static void sides(MergeStory story, Lines lines) {
        MergeImpact impact = story.impact();
        lines.add("to rewrite by the declarations of " + story.ref() + ": " + size(impact.before())
                + "; by those here: " + size(impact.after()));
        if (!impact.spares().isEmpty()) {
            long spared = impact.spares().values().stream()
                    .mapToLong(PartitionSet::count)
                    .sum();
            lines.add("merging spares " + Counts.of(spared, "partition") + " that is to be rewritten now, of "
                    + String.join(", ", impact.spares().keySet()));
        }
        switch (story.basis().ground()) {
            case STANDINGS -> lines.add("told from the tables and the ledger as they stand");
            case FRESH ->
                lines.add("told as if the declarations of " + story.ref() + " had built everything: "
                        + story.basis().why());
        }
    }

    private static String size(Plan plan) {
        return Counts.of(plan.partitions(), "partition") + " of "
                + Counts.of(plan.assets().size(), "asset");
    }
}
