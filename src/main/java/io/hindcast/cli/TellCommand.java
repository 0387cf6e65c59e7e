package io.hindcast.cli;

import io.hindcast.ledger.Control;
import io.hindcast.ledger.Leases;
import io.hindcast.problem.ControlProblems;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.Problems;
import io.hindcast.run.Limits;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Tells a run that is at work, on whatever machine, to pause or how many steps to do at once. */
final class TellCommand implements Command {

    private final InstantSource clock;
    private final Control.Deed deed;

    TellCommand(InstantSource clock, Control.Deed deed) {
        this.clock = clock;
        this.deed = deed;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        OptionalInt parallel = arguments.conduct().parallel();
        if (deed == Control.Deed.LIMIT && parallel.isEmpty()) {
            throw Problems.raise(ControlProblems.noLimit());
        }
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Leases leases = workspace.leases(workspace.host());
        TargetRun target = TargetRun.of(workspace, leases, arguments.subject());
        String of = arguments.conduct().of().orElse("");
        requireKnown(of, workspace, arguments);
        target.requireAtWork();
        tell(workspace, target.id(), deed, parallel, of);
        return told(target.id(), deed, arguments, console);
    }

    /** A limit of what nobody knows would be obeyed without meaning anything. */
    private static void requireKnown(String of, Workspace workspace, Arguments arguments) {
        List<String> known = new ArrayList<>();
        workspace.warehouse().assets().forEach(asset -> known.add(asset.name()));
        workspace.settings().limits(arguments).pools().keySet().forEach(pool -> known.add(Limits.Change.POOL + pool));
        if (!of.isEmpty() && !known.contains(of)) {
            throw Problems.raise(ControlProblems.unknownLimit(of, known));
        }
    }

    static void tell(Workspace workspace, String run, Control.Deed deed) {
        tell(workspace, run, deed, OptionalInt.empty(), "");
    }

    private static void tell(Workspace workspace, String run, Control.Deed deed, OptionalInt parallel, String of) {
        workspace
                .controls()
                .tell(new Control(
                        run,
                        deed,
                        parallel,
                        of,
                        workspace.actor(),
                        workspace.clock().instant()));
    }

    static ExitCode told(String run, Control.Deed deed, Arguments arguments, Console console) {
        String meaning = switch (deed) {
            case CANCEL -> "ends after the commits that are under way";
            case PAUSE -> "starts nothing more until 'hindcast resume'; commits that are under way are made";
            case RESUME -> "goes on";
            case LIMIT ->
                "does at most that many steps at once%s; those that are under way go on"
                        .formatted(
                                arguments.conduct().of().map(of -> " of " + of).orElse(""));
        };
        console.result(
                arguments.has(Option.JSON)
                        ? Documents.object()
                                .put("run", run)
                                .put("told", deed.word())
                                .toString()
                        : "run " + run + " " + meaning);
        return ExitCode.DONE;
    }
}
