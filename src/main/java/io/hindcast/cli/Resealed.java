package io.hindcast.cli;

import io.hindcast.delta.LandingFile;
import io.hindcast.plan.BrokenSeal;
import io.hindcast.plan.Plan;
import io.hindcast.plan.PlanDifference;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import io.hindcast.report.Commands;
import io.hindcast.report.ResealJson;
import io.hindcast.report.ResealText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A saved plan, and what the same request gives now.
 *
 * @param broken what moved between them
 */
record Resealed(Plan before, Plan after, List<BrokenSeal> broken) {

    static Resealed of(Plan plan, Planning planning, Arguments arguments) {
        Workspace workspace = planning.workspace();
        Instant now = arguments.conduct().now().orElse(workspace.clock().instant());
        List<LandingFile> waiting =
                workspace.waitingFiles().values().stream().flatMap(List::stream).toList();
        Plan again = planning.again(plan, now, workspace.settings().parallel(arguments), waiting)
                .orElseThrow(() -> Problems.raise(PlanningProblems.requestUntold(plan.id())));
        return new Resealed(plan, planning.writable(again), planning.broken(plan, ""));
    }

    /** Whether the plan holds, and would be the same again. */
    boolean isSame() {
        return broken.isEmpty() && PlanDifference.between(before, after).isEmpty();
    }

    /** Whether it may be carried out as it is now. A person is shown what differs before the question. */
    boolean isAgreed(Arguments arguments, Console console) {
        if (isSame()) {
            return true;
        }
        boolean canAsk = console.canAsk() && !arguments.has(Option.YES);
        if (canAsk || arguments.has(Option.YES)) {
            console.log(text(console));
        }
        return arguments.has(Option.YES) || (canAsk && console.agreed("carry out " + after.id() + "?"));
    }

    /** The result of a command that carries nothing out. */
    ExitCode shown(Arguments arguments, Console console) {
        ExitCode exit = isSame() ? ExitCode.DONE : ExitCode.REPLAN;
        if (arguments.has(Option.JSON)) {
            console.result(ResealJson.of(before, after, broken, exit));
            return exit;
        }
        console.result(text(console));
        if (!isSame() && !arguments.has(Option.DRY_RUN)) {
            console.log("nothing was carried out");
            if (!after.isEmpty()) {
                console.log("to carry out the new plan:\n  "
                        + Commands.apply(arguments.warehouse().toString(), after.id()));
            }
        }
        return exit;
    }

    private String text(Console console) {
        return ResealText.of(before, after, ResealText.seals(before, broken, Optional.of(after)), console.width());
    }
}
