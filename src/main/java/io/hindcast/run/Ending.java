package io.hindcast.run;

import io.hindcast.plan.LeftOut;
import io.hindcast.plan.Plan;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.StepProblems;
import io.hindcast.retry.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a run ended. What its process ends with, its last row in the ledger and its summary all come from here, so that
 * they cannot contradict each other.
 *
 * @param exitCode what the process ends with
 * @param counts of partitions
 * @param saved what did not have to be done
 * @param error what stopped it, in words; empty when nothing did
 * @param advice to authors
 */
public record Ending(ExitCode exitCode, Counts counts, Saved saved, String error, Advice advice) {

    /**
     * Counts of partitions.
     *
     * @param planned in steps that were to be carried out
     * @param committed with new content
     * @param unchanged computed again, with the content they had
     * @param skipped found up to date after all, without computing
     * @param quarantined set aside, before this run as well
     * @param left selected, out of date still, and not set aside: also those that were not planned since they wait
     */
    public record Counts(long planned, long committed, long unchanged, long skipped, long quarantined, long left) {

        static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, 0);
    }

    /** Of a command that did what it was to do, and had no plan. */
    public static Ending done() {
        return new Ending(ExitCode.DONE, Counts.NOTHING, Saved.NOTHING, "", Advice.NOTHING);
    }

    /** Of a plan without steps: judged by what it leaves out. */
    public static Ending of(Plan plan) {
        return of(plan, ExitCode.DONE, Tally.of(0), Saved.NOTHING, Advice.NOTHING);
    }

    /**
     * Of a plan that was carried out: judged by what became of its steps, and by what it leaves out.
     *
     * @param plan what was left of it for this life of the run
     */
    public static Ending of(Plan plan, RunResult result) {
        Ending ending = of(plan, result.exitCode(), result.tally(), result.saved(), result.advice());
        return result.exhausted().map(ending::stoppedBy).orElse(ending);
    }

    private static Ending of(Plan plan, ExitCode ofSteps, Tally tally, Saved saved, Advice advice) {
        List<ExitCode> codes = new ArrayList<>(List.of(ofSteps));
        plan.leftOut().values().forEach(causes -> causes.keySet().forEach(cause -> codes.add(cause.exitCode())));
        Counts counts = new Counts(
                tally.planned(),
                tally.committed(),
                tally.unchanged(),
                tally.skipped(),
                tally.quarantined() + leftOut(plan, LeftOut.QUARANTINED),
                tally.left() + leftOut(plan, LeftOut.WAITING) + leftOut(plan, LeftOut.HELD));
        return new Ending(ExitCode.first(codes), counts, saved, "", advice);
    }

    private static long leftOut(Plan plan, LeftOut cause) {
        return plan.leftOut().values().stream()
                .map(Map::entrySet)
                .flatMap(causes -> causes.stream().filter(entry -> entry.getKey() == cause))
                .mapToLong(entry -> entry.getValue().count())
                .sum();
    }

    /** Of what could not go on. */
    public static Ending of(Throwable error) {
        return done().stoppedBy(error);
    }

    /** The same, when this came after all that was done. */
    public Ending stoppedBy(Throwable error) {
        ExitCode code = error instanceof ProblemException known ? known.exitCode() : ExitCode.DEFECT;
        String told = error instanceof ProblemException ? String.valueOf(error.getMessage()) : error.toString();
        return new Ending(code, counts, saved, told, advice);
    }

    private Ending stoppedBy(Account.Exhausted budget) {
        String told = Failure.text(StepProblems.budgetMet(budget.limit(), budget.used()));
        return new Ending(exitCode, counts, saved, told, advice);
    }

    /** The same of a run that somebody told to end; nothing is said of it where all was done before. */
    public Ending cancelledBy(String actor) {
        return exitCode == ExitCode.CANCELLED
                ? new Ending(exitCode, counts, saved, "cancelled by " + actor, advice)
                : this;
    }

    /** Of the steps of a plan alone. */
    static ExitCode ofSteps(RunState state) {
        List<ExitCode> codes = new ArrayList<>();
        Tally tally = state.tally();
        if (tally.refused() > 0) {
            codes.add(ExitCode.REPLAN);
        }
        if (state.isStopping()) {
            codes.add(state.account().met().isPresent() ? ExitCode.STOPPED : ExitCode.CANCELLED);
        }
        if (tally.quarantined() > 0) {
            codes.add(ExitCode.QUARANTINED);
        }
        if (tally.waiting() > 0) {
            codes.add(ExitCode.WAITING);
        }
        return ExitCode.first(codes);
    }
}
