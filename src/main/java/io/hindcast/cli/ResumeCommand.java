package io.hindcast.cli;

import io.hindcast.ledger.Entry;
import io.hindcast.plan.BrokenSeal;
import io.hindcast.plan.Plan;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import io.hindcast.report.ResealText;
import io.hindcast.run.Earlier;
import io.hindcast.run.PastRun;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Goes on with what is left of a run that was stopped, or whose driver died. */
final class ResumeCommand implements Command {

    private final InstantSource clock;
    private final Stopping stopping;

    ResumeCommand(InstantSource clock, Stopping stopping) {
        this.clock = clock;
        this.stopping = stopping;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Planning before = Planning.read(workspace);
        Planned planned = planned(before.entries(), arguments.subject());
        Plan plan = before.load(planned.plan());
        requireSeals(left(plan, before, planned.run()), before.since(plan), planned.run());
        if (arguments.has(Option.DRY_RUN)) {
            return new Shown(arguments, console).plan(left(plan, before, planned.run()), before.state());
        }
        new Budgeting(workspace, arguments).require(left(plan, before, planned.run()), console);
        try (RunDesk desk = RunDesk.at(workspace, planned.run(), arguments, stopping, console)) {
            return desk.doing(() -> {
                LeasedPlan leased =
                        LeasedPlan.of(desk, () -> before.since(plan), planning -> left(plan, planning, planned.run()));
                Planning planning = leased.planning();
                desk.enterRecovered(planning);
                requireSeals(leased.plan(), planning, planned.run());
                Earlier earlier = Earlier.of(planned.run(), workspace.warehouse(), planning.entries());
                return new Shown(arguments, console).carryingOut(desk, planning, leased.plan(), earlier);
            });
        }
    }

    /** Refuses to go on with a plan that no longer holds. What is left of it is not what was asked for, so that it cannot be made again. */
    private static void requireSeals(Plan plan, Planning planning, String run) {
        List<BrokenSeal> broken = planning.broken(plan, run);
        if (!broken.isEmpty()) {
            throw Problems.raise(PlanningProblems.brokenSealsOfRun(
                    plan.id(), run, ResealText.seals(plan, broken, Optional.empty())));
        }
    }

    private static Plan left(Plan plan, Planning planning, String run) {
        Earlier earlier = Earlier.of(run, planning.workspace().warehouse(), planning.entries());
        return plan.withSteps(earlier.left(plan));
    }

    private record Planned(String run, String plan) {}

    /** The named run, else the latest unfinished, else the latest. Where another run went on, nothing is left. */
    private static Planned planned(List<Entry> entries, Optional<String> named) {
        List<PastRun> runs = PastRun.all(entries).stream()
                .filter(run -> run.plan().isPresent())
                .toList();
        Optional<PastRun> found = named.isEmpty()
                ? PastRun.latest(runs)
                : runs.stream().filter(run -> run.id().equals(named.get())).findFirst();
        return found.map(run -> new Planned(run.id(), run.plan().orElseThrow()))
                .orElseThrow(() -> Problems.raise(LedgerProblems.unknownRun(named.orElse(""))));
    }
}
