package io.hindcast.cli;

import io.hindcast.plan.Plan;
import io.hindcast.plan.Standings;
import io.hindcast.problem.ExitCode;
import io.hindcast.report.StatusJson;
import io.hindcast.report.StatusText;
import java.time.InstantSource;
import java.util.List;

/** Shows the standing of every asset. */
final class StatusCommand implements Command {

    private final InstantSource clock;

    StatusCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Planning planning = Planning.look(workspace);
        Plan plan = planning.plan(arguments, Requests.of(arguments), List.of());
        Standings standings =
                Standings.of(workspace.warehouse(), plan, planning.state()).asked(workspace.warehouse(), plan);
        console.result(
                arguments.has(Option.JSON) ? StatusJson.of(standings) : StatusText.of(standings, console.width()));
        return ExitCode.DONE;
    }
}
