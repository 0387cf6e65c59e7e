package io.hindcast.problem;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What can be wrong with a request, a plan or a seal: HC-2xx. */
public final class PlanningProblems {

    private PlanningProblems() {}

    /** A selection term that cannot be read. */
    public static Problem malformedTerm(String term) {
        return Problem.of(
                "HC-201",
                ExitCode.USAGE,
                "the selection term '" + term + "' cannot be read",
                "a term is [+]asset[@SET][+] or tag:NAME; '" + term + "' is neither",
                "write for instance --select 'daily_delays@2013-06-01..2013-06-30+'; terms are separated by blanks");
    }

    /** A selection that names nothing of the warehouse. */
    public static Problem unknownSelection(String term, Collection<String> known) {
        return Problem.of(
                "HC-202",
                ExitCode.USAGE,
                "--select '" + term + "' names nothing",
                "the warehouse has no asset and no tag of that name; it has " + String.join(", ", known),
                // Of partitions one thinks that they stand by themselves.
                (term.matches("[\\d-]{4,}.*") ? Optional.of(term) : Optional.<String>empty())
                        .map(set -> "partitions stand behind their asset: "
                                + known.stream().findFirst().orElse("ASSET") + "@" + set + "; or write --partitions "
                                + set)
                        .or(() -> Suggestion.nearest(term, known).map(near -> "did you mean '" + near + "'?"))
                        .orElse("name one of these"));
    }

    /** A selection that names a source. */
    public static Problem selectedSource(String name) {
        return Problem.of(
                "HC-203",
                ExitCode.USAGE,
                "--select '" + name + "' names a source",
                "sources are staged, not built; only assets can be selected",
                "select the assets that read it, or run 'hindcast stage' to load its new files");
    }

    /** A table that need not begin anew. */
    public static Problem nothingToReset(String asset) {
        return Problem.of(
                "HC-205",
                ExitCode.USAGE,
                "--reset " + asset + ": its table fits its job",
                "a table begins anew only when its columns or its partitioning no longer fit",
                "to rebuild all of it write --select " + asset + " --force");
    }

    /** A source that is not there. */
    public static Problem unknownSource(String name, Collection<String> known) {
        return Problem.of(
                "HC-204",
                ExitCode.USAGE,
                "--select '" + name + "' names no source",
                "the warehouse has the sources " + String.join(", ", known),
                Suggestion.nearest(name, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("name one of these"));
    }

    /** No plan to apply. */
    public static Problem noPlanNamed() {
        return Problem.of(
                "HC-213",
                ExitCode.USAGE,
                "no plan is named",
                "apply carries out one saved plan",
                "write for example hindcast apply jobs/flights PLAN, with the file or the name that 'hindcast plan' gave");
    }

    /** A person who did not consent. */
    public static Problem notApproved(List<String> consequences) {
        return Problem.of(
                "HC-214",
                ExitCode.STOPPED,
                "not done: you did not agree",
                String.join("; ", consequences),
                "start the command again and answer y, or add --yes; without --force and --reset nothing of this"
                        + " happens");
    }

    /** A plan whose seals do not hold. */
    public static Problem brokenSeals(String plan, List<String> moved) {
        return Problem.of(
                "HC-210",
                ExitCode.REPLAN,
                "plan " + plan + " no longer holds",
                "since it was made: " + String.join("; ", moved),
                "'hindcast apply WAREHOUSE PLAN --reseal' makes it again and shows the difference; or make a new plan with"
                        + " 'hindcast plan' and look at it again");
    }

    /** A run that cannot go on, because the seals of its plan do not hold. */
    public static Problem brokenSealsOfRun(String plan, String run, List<String> moved) {
        return Problem.of(
                "HC-223",
                ExitCode.REPLAN,
                "plan " + plan + " of run " + run + " no longer holds",
                "since it was made: " + String.join("; ", moved),
                "plan the rest of what was asked for again with 'hindcast resume --replan', or start 'hindcast run': what is"
                        + " done already stays");
    }

    /** A plan that names an asset which the warehouse no longer has. */
    public static Problem plannedAssetGone(String file, String asset) {
        return Problem.of(
                "HC-221",
                ExitCode.REPLAN,
                "plan '" + file + "' no longer holds",
                "it rewrites partitions of '" + asset + "', and the warehouse has no such asset any more",
                "make a new plan with 'hindcast plan' and look at it again");
    }

    /** A plan that does not tell what was asked for. */
    public static Problem requestUntold(String plan) {
        return Problem.of(
                "HC-222",
                ExitCode.USAGE,
                "plan " + plan + " cannot be made again",
                "it was made by a version of Hindcast that did not keep what was asked for",
                "make a new plan with 'hindcast plan', with the same options");
    }

    /** A plan file that cannot be read. */
    public static Problem unreadablePlan(String file, String why) {
        return Problem.of(
                "HC-211",
                ExitCode.USAGE,
                "'" + file + "' is not a plan",
                why,
                "give the file that 'hindcast plan --out FILE' wrote, or the id of a plan of this warehouse");
    }

    /** A plan of another warehouse. */
    public static Problem planOfOtherWarehouse(String file, String planned, String actual) {
        return Problem.of(
                "HC-212",
                ExitCode.USAGE,
                "plan '" + file + "' belongs to warehouse " + planned,
                "the command names warehouse " + actual,
                "apply it to the folder of " + planned + ", or make a plan for " + actual);
    }

    /** An assumption that cannot be read. */
    public static Problem malformedAssumption(String text) {
        return Problem.of(
                "HC-217",
                ExitCode.USAGE,
                "--assume '" + text + "' cannot be read",
                "what can be assumed is fresh, code:ASSET or data:SOURCE[@SET]",
                "write for instance --assume code:daily_delays, or --assume 'data:flights@2013-06-15'");
    }

    /** An assumption about something that is not there. */
    public static Problem unknownAssumed(String text, String kind, Collection<String> known) {
        String name = text.substring(text.indexOf(':') + 1);
        return Problem.of(
                "HC-218",
                ExitCode.USAGE,
                "--assume '" + text + "' names no " + kind,
                "the warehouse has the " + kind + "s " + String.join(", ", known),
                Suggestion.nearest(name, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("name one of these"));
    }

    /** Freshness that is assumed after other things happened. */
    public static Problem freshAfterOthers(List<String> texts) {
        return Problem.of(
                "HC-219",
                ExitCode.USAGE,
                "--assume fresh does not come first",
                "assumptions hold in their order, " + String.join(", ", texts) + ": it would undo those before it",
                "write --assume fresh before the others");
    }

    /** Rows that are assumed where none can be. */
    public static Problem assumedOutside(String source, String partitions, String declared) {
        return Problem.of(
                "HC-220",
                ExitCode.USAGE,
                "--assume 'data:" + source + "@" + partitions + "' lies outside the declared range",
                "source " + source + " has the partitions " + declared,
                "name partitions of these, or none for all of them");
    }

    /** A plan for which a budget is not likely to suffice. */
    public static Problem overBudget(List<String> broken) {
        return Problem.of(
                "HC-260",
                ExitCode.STOPPED,
                "not begun: the budget is not likely to suffice",
                String.join("; ", broken),
                "ask for less with --select or --partitions, raise the budget, or add --yes: then the run stops where it"
                        + " is used up, and 'hindcast resume' goes on");
    }

    /** A budget of money where nobody said what computing costs. */
    public static Problem moneyWithoutRate() {
        return Problem.of(
                "HC-261",
                ExitCode.USAGE,
                "a budget of money, and no rate",
                "neither warehouse.yaml nor conf/hindcast.yaml says what a core costs for an hour",
                "declare it, for example money: {core_hour: 0.05, currency: EUR}, or give the budget in core_hours");
    }

    /** HC-699: from and until in the wrong order. */
    public static Problem rangeBackwards(String from, String until) {
        return Problem.of(
                "HC-699",
                ExitCode.USAGE,
                "--from " + from + " lies after --until " + until,
                "a range goes from its first partition to its last one, both included",
                "did you mean --from " + until + " --until " + from + "?");
    }
}
