package io.hindcast.cli;

import io.hindcast.ledger.Control;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Leases;
import io.hindcast.plan.BrokenSeal;
import io.hindcast.plan.Plan;
import io.hindcast.problem.ControlProblems;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import io.hindcast.report.ResealText;
import io.hindcast.report.RunSummary;
import io.hindcast.run.Earlier;
import io.hindcast.run.Ending;
import io.hindcast.run.PastRun;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Goes on with a run: one that is paused is told to, and of one that was stopped, or whose driver died, the rest is done. */
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
        Optional<String> paused = paused(workspace, arguments.subject());
        if (paused.isPresent() && !arguments.has(Option.DRY_RUN)) {
            TellCommand.tell(workspace, paused.get(), Control.Deed.RESUME);
            return TellCommand.told(paused.get(), Control.Deed.RESUME, arguments, console);
        }
        Planning before = Planning.read(workspace);
        Planned planned = planned(before.entries(), arguments.subject());
        Plan plan = before.load(planned.plan());
        boolean holds = holds(plan, before, planned.run(), arguments);
        Plan rest = holds ? left(plan, before, planned.run()) : again(plan, before, planned.run(), arguments);
        Budgeting budgeting = new Budgeting(workspace, arguments);
        if (arguments.has(Option.DRY_RUN)) {
            return new Shown(arguments, console).plan(rest, before.state(), budgeting);
        }
        budgeting.require(rest, console);
        try (RunDesk desk = RunDesk.at(workspace, planned.run(), arguments, stopping, console)) {
            return desk.doing(() -> holds
                    ? carriedOn(desk, before, new Whole(planned.run(), plan), new Shown(arguments, console))
                    : replanned(desk, before, new Whole(planned.run(), plan), new Shown(arguments, console)));
        }
    }

    /** The named run, or the only one that is, if it lives and was told to pause. */
    private static Optional<String> paused(Workspace workspace, Optional<String> named) {
        Leases leases = workspace.leases(workspace.host());
        List<String> paused = leases.all().stream()
                .filter(held -> held.sign() == Leases.Sign.ALIVE)
                .map(held -> held.lease().owner().run())
                .filter(run -> named.isEmpty() || named.get().equals(run))
                .filter(run -> TargetRun.of(workspace, leases, Optional.of(run)).isPaused())
                .toList();
        if (paused.size() > 1) {
            throw Problems.raise(ControlProblems.severalAtWork(paused));
        }
        return paused.stream().findFirst();
    }

    /** A run with the whole of its plan. */
    private record Whole(String run, Plan plan) {}

    private static ExitCode carriedOn(RunDesk desk, Planning before, Whole whole, Shown shown) {
        LeasedPlan leased = LeasedPlan.of(
                desk, () -> before.since(whole.plan()), planning -> left(whole.plan(), planning, whole.run()));
        Planning planning = leased.planning();
        desk.enterRecovered(planning);
        requireSeals(leased.plan(), planning, whole.run());
        Earlier earlier = Earlier.of(whole.run(), planning.workspace().warehouse(), planning.entries());
        return shown.carryingOut(desk, planning, leased.plan(), earlier);
    }

    private static ExitCode replanned(RunDesk desk, Planning before, Whole whole, Shown shown) {
        LeasedPlan leased = LeasedPlan.of(
                desk,
                () -> Planning.read(before.workspace()),
                planning -> again(whole.plan(), planning, whole.run(), shown.arguments()));
        Planning planning = leased.planning();
        Plan plan = leased.plan();
        desk.enterRecovered(planning);
        if (plan.isEmpty()) {
            desk.finished(Ending.of(plan));
            return shown.summary(RunSummary.nothingToDo(plan, planning.state()), planning.workspace());
        }
        planning.save(plan, Optional.empty());
        desk.planned(plan);
        Earlier earlier = Earlier.of(whole.run(), planning.workspace().warehouse(), planning.entries());
        return shown.carryingOut(desk, planning, plan, earlier.replanned());
    }

    /** What is left of the request as things are now. */
    private static Plan again(Plan plan, Planning planning, String run, Arguments arguments) {
        Workspace workspace = planning.workspace();
        return planning.again(
                        plan, workspace.clock().instant(), workspace.settings().parallel(arguments), List.of())
                .map(planning::writable)
                .orElseThrow(() -> Problems.raise(ControlProblems.notPlannedAgain(run)));
    }

    /**
     * Whether the plan may be gone on with.
     *
     * @throws io.hindcast.problem.ProblemException when it may not, and is not to be made again
     */
    private static boolean holds(Plan plan, Planning before, String run, Arguments arguments) {
        Plan left = left(plan, before, run);
        if (arguments.has(Option.REPLAN)) {
            return before.since(plan).broken(left, run).isEmpty();
        }
        requireSeals(left, before.since(plan), run);
        return true;
    }

    /** Refuses to go on with a plan that no longer holds, with what moved. */
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
