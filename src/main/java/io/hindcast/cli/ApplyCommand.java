package io.hindcast.cli;

import io.hindcast.plan.BrokenSeal;
import io.hindcast.plan.Plan;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import io.hindcast.problem.UsageProblems;
import io.hindcast.report.ResealText;
import io.hindcast.run.Earlier;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Carries out a saved plan, as long as it holds; or what the same request gives now, once that is agreed to. */
final class ApplyCommand implements Command {

    private final InstantSource clock;
    private final Stopping stopping;

    ApplyCommand(InstantSource clock, Stopping stopping) {
        this.clock = clock;
        this.stopping = stopping;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        requireReseal(arguments);
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Planning before = Planning.read(workspace);
        Plan plan = before.load(arguments.subject().orElseThrow(() -> Problems.raise(PlanningProblems.noPlanNamed())));
        Planning since = before.since(plan);
        if (arguments.has(Option.RESEAL)) {
            return resealed(Resealed.of(plan, since, arguments), since, arguments, console);
        }
        requireSeals(plan, since, "", parallel(since, arguments));
        if (arguments.has(Option.DRY_RUN)) {
            return new Shown(arguments, console).plan(plan, since.state(), new Budgeting(since.workspace(), arguments));
        }
        return carriedOut(plan, since, arguments, console);
    }

    /** What is said of the plan that is made again says nothing where none is. */
    private static void requireReseal(Arguments arguments) {
        if (arguments.has(Option.RESEAL)) {
            return;
        }
        if (arguments.conduct().out().isPresent()) {
            throw Problems.raise(UsageProblems.optionNeeds(Option.OUT.flag(), Option.RESEAL.flag()));
        }
        if (arguments.conduct().now().isPresent()) {
            throw Problems.raise(UsageProblems.optionNeeds(Option.NOW.flag(), Option.RESEAL.flag()));
        }
    }

    private ExitCode resealed(Resealed resealed, Planning planning, Arguments arguments, Console console) {
        arguments.conduct().out().ifPresent(path -> planning.write(resealed.after(), path));
        if (arguments.has(Option.DRY_RUN)) {
            return resealed.shown(arguments, console);
        }
        if (!resealed.after().isEmpty()) {
            planning.save(resealed.after(), Optional.empty());
        }
        if (!resealed.isAgreed(arguments, console)) {
            return resealed.shown(arguments, console);
        }
        Plan plan = resealed.isSame() ? resealed.before() : resealed.after();
        return plan.isEmpty()
                ? new Shown(arguments, console).plan(plan, planning.state())
                : carriedOut(plan, planning.since(plan), arguments, console);
    }

    private ExitCode carriedOut(Plan plan, Planning before, Arguments arguments, Console console) {
        Approval.require(plan, before.state(), arguments, console);
        new Budgeting(before.workspace(), arguments).require(plan, console);
        String run = Ids.run(clock.instant());
        try (RunDesk desk = RunDesk.at(before.workspace(), run, arguments, stopping, console)) {
            return desk.doing(() -> {
                LeasedPlan leased = LeasedPlan.of(desk, () -> before.since(plan), planning -> plan);
                Planning planning = leased.planning();
                desk.enterRecovered(planning);
                requireSeals(leased.plan(), planning, run, parallel(planning, arguments));
                planning.save(leased.plan(), Optional.empty());
                desk.planned(leased.plan());
                return new Shown(arguments, console).carryingOut(desk, planning, leased.plan(), Earlier.nothing());
            });
        }
    }

    private static int parallel(Planning planning, Arguments arguments) {
        return planning.workspace().settings().parallel(arguments);
    }

    /** Refuses a plan that no longer holds, with what moved, and what that would change. */
    private static void requireSeals(Plan plan, Planning planning, String run, int parallel) {
        List<BrokenSeal> broken = planning.broken(plan, run);
        if (!broken.isEmpty()) {
            // At the same moment as it was made: what time alone has brought is no seal's doing.
            Optional<Plan> again = planning.again(plan, plan.now(), parallel, List.of());
            throw Problems.raise(PlanningProblems.brokenSeals(plan.id(), ResealText.seals(plan, broken, again)));
        }
    }
}
