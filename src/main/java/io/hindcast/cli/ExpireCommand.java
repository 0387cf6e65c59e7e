package io.hindcast.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.Asset;
import io.hindcast.delta.Vacuum;
import io.hindcast.ledger.CommitEntries;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Request;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import io.hindcast.problem.UsageProblems;
import io.hindcast.run.Ending;
import io.hindcast.spark.Dropping;
import io.hindcast.upkeep.Drops;
import io.hindcast.upkeep.Expirable;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drops partitions that had their time, as {@code retain} of their assets says. */
final class ExpireCommand implements Command {

    private final InstantSource clock;
    private final Stopping stopping;

    ExpireCommand(InstantSource clock, Stopping stopping) {
        this.clock = clock;
        this.stopping = stopping;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Expirable expirable = expirable(Planning.read(workspace), arguments);
        boolean isIdle = expirable.assets().isEmpty()
                && (!arguments.has(Option.VACUUM) || expirable.looked().isEmpty());
        if (isIdle || arguments.has(Option.DRY_RUN)) {
            return show(arguments, console, new ExpireText.Outcome(Optional.empty(), expirable, Optional.empty()));
        }
        requireConsent(expirable, arguments, console);
        String run = Ids.run(clock.instant());
        try (RunDesk desk = RunDesk.at(workspace, run, arguments, stopping, console)) {
            return show(arguments, console, desk.doing(() -> dropped(workspace, desk, arguments)));
        }
    }

    /**
     * What had its time.
     *
     * @throws io.hindcast.problem.ProblemException when assets are named and none of them keeps partitions for a while only
     */
    private static Expirable expirable(Planning planning, Arguments arguments) {
        Workspace workspace = planning.workspace();
        Map<Asset, PartitionSet> selected = Selected.of(planning, arguments);
        Expirable expirable = Expirable.of(
                workspace.warehouse(),
                planning.state(),
                selected,
                LettingGo.left(planning),
                arguments.conduct().now().orElse(workspace.clock().instant()));
        if (expirable.looked().isEmpty()
                && expirable.assets().isEmpty()
                && !arguments.scope().select().isEmpty()) {
            throw Problems.raise(UsageProblems.nothingRetained(
                    selected.keySet().stream().map(Asset::name).toList()));
        }
        Request again = Requests.of(arguments).forcingNamed().followingNothing();
        return expirable.judgedBy(planning.plan(arguments, again, List.of()));
    }

    /** Where nobody is there to be asked, that the command was called is the consent. */
    private static void requireConsent(Expirable expirable, Arguments arguments, Console console) {
        if (expirable.assets().isEmpty() || arguments.has(Option.YES) || !console.canAsk()) {
            return;
        }
        List<String> consequences = ExpireText.consequences(expirable);
        consequences.forEach(console::log);
        if (!console.agreed("go on?")) {
            throw Problems.raise(PlanningProblems.notApproved(consequences));
        }
    }

    private ExpireText.Outcome dropped(Workspace workspace, RunDesk desk, Arguments arguments) {
        Expirable expirable = claimed(workspace, desk, arguments);
        Dropping dropping = new Dropping(desk.session(), clock, desk.id());
        for (Expirable.OfAsset each : expirable.assets()) {
            stopping.requireGoingOn("dropped partitions");
            desk.enter(CommitEntries.of(
                    desk.id().warehouse(),
                    each.asset().name(),
                    dropping.drop(
                            each.asset(),
                            each.all(),
                            expirable.state(),
                            arguments.conduct().reason().orElse(each.reason()))));
        }
        Optional<Vacuum.Freed> freed = Optional.empty();
        if (arguments.has(Option.VACUUM)) {
            Vacuum.Freed all = Vacuum.Freed.NOTHING;
            for (Asset asset : expirable.looked()) {
                stopping.requireGoingOn("freed what was dropped");
                if (expirable.state().asset(asset.name()).table().isPresent()) {
                    all = all.plus(dropping.vacuum(asset));
                }
            }
            freed = Optional.of(all);
        }
        desk.finished(Ending.done());
        return new ExpireText.Outcome(Optional.of(desk.id().run()), expirable, freed);
    }

    /** Under the lease, and no more than it covers. */
    private static Expirable claimed(Workspace workspace, RunDesk desk, Arguments arguments) {
        Expirable wished = expirable(Planning.read(workspace), arguments);
        if (wished.assets().isEmpty()) {
            return wished;
        }
        Map<Asset, PartitionSet> part = desk.claim(Drops.wish(wished.sets())).part();
        Planning planning = Planning.read(workspace);
        desk.enterRecovered(planning);
        return expirable(planning, arguments).within(part);
    }

    private static ExitCode show(Arguments arguments, Console console, ExpireText.Outcome outcome) {
        if (arguments.has(Option.JSON)) {
            ObjectNode document = ExpireText.document(outcome);
            console.result(document.toString());
        } else {
            console.result(ExpireText.of(outcome));
        }
        return ExpireText.exitCode(outcome);
    }
}
