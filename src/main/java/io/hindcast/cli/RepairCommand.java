package io.hindcast.cli;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Lease;
import io.hindcast.problem.Counts;
import io.hindcast.problem.ExitCode;
import io.hindcast.run.Ending;
import java.time.InstantSource;
import java.util.List;

/** Writes into the ledger what the tables tell and it does not. */
final class RepairCommand implements Command {

    private final InstantSource clock;
    private final Stopping stopping;

    RepairCommand(InstantSource clock, Stopping stopping) {
        this.clock = clock;
        this.stopping = stopping;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        List<Entry> lacking = Untold.all(workspace).entries();
        if (lacking.isEmpty() || arguments.has(Option.DRY_RUN)) {
            return show(arguments, console, lacking, lacking.isEmpty() ? "nothing to repair" : "would write");
        }
        try (RunDesk desk = RunDesk.at(workspace, Ids.run(clock.instant()), arguments, stopping, console)) {
            return desk.doing(() -> repaired(workspace, desk, arguments, console));
        }
    }

    private static ExitCode repaired(Workspace workspace, RunDesk desk, Arguments arguments, Console console) {
        Untold untold = Untold.all(workspace);
        RunDesk.Claimed<List<Entry>> claimed = desk.claim(untold.wish());
        List<Entry> entered = untold.enteredBy(desk, claimed);
        desk.finished(Ending.done());
        claimed.inTheWay().stream()
                .map(Lease::owner)
                .forEach(owner -> console.log(
                        "left to run " + owner.run() + " of " + owner.actor() + ": what it has committed itself"));
        show(arguments, console, entered, "wrote");
        return claimed.inTheWay().isEmpty() ? ExitCode.DONE : ExitCode.HELD;
    }

    private static ExitCode show(Arguments arguments, Console console, List<Entry> entries, String did) {
        long assets = entries.stream().map(Entry::asset).distinct().count();
        if (arguments.has(Option.JSON)) {
            console.result(Documents.object()
                    .put("entries", arguments.has(Option.DRY_RUN) ? 0 : entries.size())
                    .put("lacking", entries.size())
                    .put("assets", assets)
                    .toString());
        } else if (entries.isEmpty()) {
            console.result(did + ": the ledger has all that the tables tell");
        } else {
            String rows = entries.size() == 1 ? "1 entry" : entries.size() + " entries";
            console.result(did + " " + rows + " of " + Counts.of(assets, "table") + " from the tables' own history");
        }
        return ExitCode.DONE;
    }
}
