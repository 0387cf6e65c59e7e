package io.hindcast.cli;

import io.hindcast.plan.Plan;
import io.hindcast.plan.SealCheck;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import io.hindcast.run.Earlier;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Carries out a saved plan, as long as it holds. */
final class ApplyCommand implements Command {

    private final InstantSource clock;
    private final Stopping stopping;

    ApplyCommand(InstantSource clock, Stopping stopping) {
        this.clock = clock;
        this.stopping = stopping;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Planning before = Planning.read(workspace);
        Plan plan = before.load(arguments.subject().orElseThrow(() -> Problems.raise(PlanningProblems.noPlanNamed())));
        requireSeals(plan, before.since(plan), "");
        if (arguments.has(Option.DRY_RUN)) {
            return new Shown(arguments, console).plan(plan);
        }
        Approval.require(plan, before.state(), arguments, console);
        String run = Ids.run(clock.instant());
        try (RunDesk desk = RunDesk.open(workspace, run, arguments, stopping, console)) {
            return desk.doing(() -> {
                Planning planning = before.since(plan);
                desk.enter(planning.recovered());
                requireSeals(plan, planning, run);
                planning.save(plan, Optional.empty());
                desk.chronicle().planned(plan.id(), plan.partitions(), clock.instant());
                return new Shown(arguments, console).carryingOut(desk, planning, plan, Earlier.nothing());
            });
        }
    }

    /** Refuses a plan that no longer holds, with what moved. */
    static void requireSeals(Plan plan, Planning planning, String run) {
        List<String> broken = new SealCheck(planning.workspace().warehouse(), planning.state()).broken(plan, run);
        if (!broken.isEmpty()) {
            throw Problems.raise(PlanningProblems.brokenSeals(plan.id(), broken));
        }
    }
}
