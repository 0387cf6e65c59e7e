package io.hindcast.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.Asset;
import io.hindcast.delta.Written;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.LeftOut;
import io.hindcast.plan.Request;
import io.hindcast.problem.Counts;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.Problems;
import io.hindcast.problem.UsageProblems;
import io.hindcast.run.Claiming;
import io.hindcast.run.Ending;
import io.hindcast.spark.Acceptance;
import io.hindcast.spark.TableFit;
import io.hindcast.upkeep.Acceptable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes partitions that others wrote for built. Overwrites nothing, so that nobody is asked for consent. */
final class AcceptCommand implements Command {

    private final InstantSource clock;
    private final Stopping stopping;

    AcceptCommand(InstantSource clock, Stopping stopping) {
        this.clock = clock;
        this.stopping = stopping;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        if (arguments.scope().select().isEmpty()) {
            throw Problems.raise(UsageProblems.nothingSelected(
                    arguments.verb().word(), arguments.verb().example()));
        }
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Acceptable acceptable = acceptable(Planning.read(workspace), arguments);
        long files =
                workspace.waitingFiles().values().stream().mapToLong(List::size).sum();
        if (files > 0 && !acceptable.chosen().isEmpty()) {
            console.log(Counts.of(files, "landing file") + " not staged yet: what they bring makes accepted"
                    + " partitions out of date; should it be in them already, run 'hindcast stage' first");
        }
        if (acceptable.chosen().isEmpty() || arguments.has(Option.DRY_RUN)) {
            return show(arguments, console, new Outcome(Optional.empty(), acceptable, Map.of()));
        }
        String run = Ids.run(clock.instant());
        try (RunDesk desk = RunDesk.at(workspace, run, arguments, stopping, console)) {
            return show(arguments, console, desk.doing(() -> accepted(workspace, desk, arguments)));
        }
    }

    /**
     * What can be accepted now.
     *
     * @throws io.hindcast.problem.ProblemException when a table is not as its job would make it, or an input is not there
     */
    private static Acceptable acceptable(Planning planning, Arguments arguments) {
        Request named = Requests.of(arguments).forcingNothing().followingNothing();
        WarehouseState state = planning.state();
        Acceptable acceptable =
                Acceptable.of(planning.workspace().warehouse(), planning.plan(arguments, named, List.of()), state);
        Set<Asset> chosen = acceptable.chosen().keySet();
        TableFit.requireSame(chosen, asset -> state.asset(asset.name()).table());
        planning.requireSameGrain(chosen);
        chosen.forEach(asset -> Acceptance.inputs(asset, state));
        return acceptable;
    }

    private Outcome accepted(Workspace workspace, RunDesk desk, Arguments arguments) {
        Acceptable wished = acceptable(Planning.read(workspace), arguments);
        RunDesk.Claimed<Acceptable> claimed = desk.claim(new Claiming.Wish<>(
                wished,
                part -> part.footprint(workspace.warehouse()),
                (part, others) -> part.leavingTo(workspace.warehouse(), others)));
        Planning planning = Planning.read(workspace);
        desk.enterRecovered(planning);
        // Under the lease, and no more than it covers.
        Acceptable acceptable = acceptable(planning, arguments)
                .leavingTo(workspace.warehouse(), claimed.others())
                .within(claimed.territory());
        Execution.keepCode(
                workspace,
                acceptable.chosen().keySet().stream().map(Asset::name).toList());
        Map<Asset, Written> done = new LinkedHashMap<>();
        if (!acceptable.chosen().isEmpty()) {
            Acceptance acceptance = new Acceptance(desk.session(), clock, desk.id());
            String reason = arguments.conduct().reason().orElse("accepted");
            acceptable.chosen().forEach((asset, set) -> {
                stopping.requireGoingOn("accepted partitions");
                done.put(asset, acceptance.accept(asset, set, acceptable.state(), reason));
            });
            // The commits are the truth: what they tell is what the ledger is told.
            desk.enterRecovered(Planning.read(workspace));
        }
        desk.finished(Ending.done());
        return new Outcome(Optional.of(desk.id().run()), acceptable, done);
    }

    /**
     * What came of it.
     *
     * @param run empty when nothing was done
     * @param done what the accepted partitions hold
     */
    private record Outcome(Optional<String> run, Acceptable acceptable, Map<Asset, Written> done) {}

    private static ExitCode show(Arguments arguments, Console console, Outcome outcome) {
        console.result(arguments.has(Option.JSON) ? document(outcome).toString() : text(outcome));
        return exitCode(outcome);
    }

    private static ExitCode exitCode(Outcome outcome) {
        boolean held = !outcome.acceptable().held().isEmpty();
        return held ? ExitCode.HELD : ExitCode.DONE;
    }

    private static String text(Outcome outcome) {
        List<String> lines = new ArrayList<>();
        outcome.acceptable().chosen().forEach((asset, set) -> {
            String did = outcome.run().isPresent() ? "accepted " : "would accept ";
            String rows = Optional.ofNullable(outcome.done().get(asset))
                    .map(there -> " (" + Counts.of(there.rows(), "row") + ")")
                    .orElse("");
            lines.add(did + partitions(set) + " of " + asset.name() + ": " + set + rows);
        });
        if (lines.isEmpty()) {
            lines.add("nothing to accept: of what is selected, nobody else wrote anything");
        }
        outcome.acceptable()
                .leftOut()
                .forEach((asset, standings) -> standings.forEach((standing, set) ->
                        lines.add("left out of " + asset + ": " + set + ", which is " + standing.word())));
        outcome.acceptable()
                .held()
                .forEach((asset, set) -> lines.add("left out of " + asset + ": " + set + ", which another run holds"));
        return String.join("\n", lines);
    }

    private static String partitions(PartitionSet set) {
        return Counts.of(set.count(), "partition");
    }

    private static ObjectNode document(Outcome outcome) {
        ObjectNode document = Documents.object();
        document.put("run", outcome.run().orElse(null))
                .put("outcome", exitCode(outcome).outcome())
                .put("exit", exitCode(outcome).number());
        ObjectNode accepted = document.putObject(outcome.run().isPresent() ? "accepted" : "acceptable");
        outcome.acceptable().chosen().forEach((asset, set) -> accepted.put(asset.name(), set.toString()));
        ObjectNode rows = document.putObject("rows");
        outcome.done().forEach((asset, there) -> rows.put(asset.name(), there.rows()));
        ObjectNode leftOut = document.putObject("left_out");
        outcome.acceptable().leftOut().forEach((asset, standings) -> {
            ObjectNode own = leftOut.putObject(asset);
            standings.forEach((standing, set) -> own.put(standing.word(), set.toString()));
        });
        outcome.acceptable()
                .held()
                .forEach((asset, set) -> leftOut.withObjectProperty(asset).put(LeftOut.HELD.word(), set.toString()));
        return document;
    }
}
