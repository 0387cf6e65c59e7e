package io.hindcast.cli;

import io.hindcast.asset.SourceDeclaration;
import io.hindcast.delta.LandingFile;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Request;
import io.hindcast.problem.ExitCode;
import io.hindcast.report.PurityText;
import io.hindcast.report.RunSummary;
import io.hindcast.run.Earlier;
import io.hindcast.run.Ending;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads what is new, plans, and carries the plan out. */
final class RunCommand implements Command {

    private final InstantSource clock;
    private final Stopping stopping;

    RunCommand(InstantSource clock, Stopping stopping) {
        this.clock = clock;
        this.stopping = stopping;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        PurityText.line(workspace.warehouse(), workspace.typed()).ifPresent(console::log);
        Request request = Requests.of(arguments);
        Map<SourceDeclaration, List<LandingFile>> waiting = workspace.waitingFiles();
        Planning planning = Planning.look(workspace);
        List<LandingFile> files =
                waiting.values().stream().flatMap(List::stream).toList();
        Plan plan = planning.writablePlan(arguments, request, files);
        if (arguments.has(Option.DRY_RUN)) {
            return new Shown(arguments, console).plan(plan, planning.state(), new Budgeting(workspace, arguments));
        }
        Approval approval = Approval.require(plan, planning.state(), arguments, console);
        new Budgeting(workspace, arguments).require(plan, console);
        if (plan.isEmpty() && waiting.isEmpty() && isAllTold(planning)) {
            new Shown(arguments, console).explain(plan, planning.state());
            return new Shown(arguments, console).summary(RunSummary.nothingToDo(plan, planning.state()), workspace);
        }
        return underLease(workspace, new Asked(arguments, plan, approval), console);
    }

    /** Whether neither something is to be dropped nor something to be told. */
    private static boolean isAllTold(Planning planning) {
        return LettingGo.left(planning).isEmpty() && Untold.ofTheDead(planning).isNothing();
    }

    /**
     * What a run was asked for.
     *
     * @param plan for what was there before it had a lease
     * @param approval of that plan
     */
    private record Asked(Arguments arguments, Plan plan, Approval approval) {}

    private ExitCode underLease(Workspace workspace, Asked asked, Console console) {
        String run = Ids.run(workspace.clock().instant());
        try (RunDesk desk = RunDesk.at(workspace, run, asked.arguments(), stopping, console)) {
            return desk.doing(() -> carriedOut(workspace, desk, asked, console));
        }
    }

    private static ExitCode carriedOut(Workspace opened, RunDesk desk, Asked asked, Console console) {
        Arguments arguments = asked.arguments();
        Shown shown = new Shown(arguments, console);
        Map<SourceDeclaration, List<LandingFile>> waiting = opened.waitingFiles();
        Landed landed = Landed.by(desk, opened, Loading.before(asked.plan(), waiting), shown);
        Workspace workspace = waiting.isEmpty() ? opened : opened.reopened();
        LeasedPlan leased = LeasedPlan.orNothing(
                desk,
                () -> Planning.read(workspace),
                planning -> approved(planning, arguments, asked.approval(), console));
        Planning planning = leased.planning();
        Plan plan = leased.plan();
        desk.enterRecovered(planning);
        if (plan.isEmpty()) {
            landed.requireAll();
            new LettingGo(desk, planning, plan).whatIsLeft();
            tellOfTheDead(desk, planning);
            desk.finished(Ending.of(plan));
            shown.explain(plan, planning.state());
            return shown.summary(RunSummary.nothingToDo(plan, planning.state()), workspace);
        }
        if (!waiting.isEmpty()) {
            // What was loaded just now was in no plan before.
            new Budgeting(workspace, arguments).require(plan, console);
        }
        planning.save(plan, Optional.empty());
        desk.planned(plan);
        RunDesk forRest = landed.left().isPresent() ? desk.leavingFiles() : desk;
        return shown.carryingOut(forRest, planning, plan, Earlier.nothing());
    }

    /** Nothing is left to be done of what they did, and the ledger does not have it. */
    private static void tellOfTheDead(RunDesk desk, Planning planning) {
        Untold untold = Untold.ofTheDead(planning);
        if (!untold.isNothing() && !desk.isAtWork()) {
            untold.enteredBy(desk, desk.ask(untold.wish()));
        }
    }

    /** What is planned now, after the lease was waited for and files were loaded, as far as there is consent to it. */
    private static Plan approved(Planning planning, Arguments arguments, Approval approval, Console console) {
        Request request = Requests.of(arguments);
        Plan plan = planning.writablePlan(arguments, request, List.of());
        Map<String, PartitionSet> beyond = approval.beyond(plan, planning.state());
        if (beyond.isEmpty()) {
            return plan;
        }
        beyond.forEach((asset, set) -> console.log("left alone: " + asset + " " + set
                + ", which someone else wrote since this run was asked for; ask again to overwrite it"));
        return planning.sparing(beyond).writablePlan(arguments, request, List.of());
    }
}
