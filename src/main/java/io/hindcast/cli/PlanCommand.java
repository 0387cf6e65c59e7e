package io.hindcast.cli;

import io.hindcast.delta.LandingFile;
import io.hindcast.plan.Plan;
import io.hindcast.problem.ExitCode;
import io.hindcast.report.PurityText;
import java.time.InstantSource;
import java.util.List;

/** Says what {@code run} would do, and saves it. */
final class PlanCommand implements Command {

    private final InstantSource clock;

    PlanCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        if (!arguments.scope().assume().isEmpty()) {
            return new AssumedPlan(arguments, console).show(clock);
        }
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        List<LandingFile> waiting =
                workspace.waitingFiles().values().stream().flatMap(List::stream).toList();
        Planning planning = Planning.look(workspace);
        Plan plan = planning.writablePlan(arguments, Requests.of(arguments), waiting);
        if (!plan.isEmpty()) {
            planning.save(plan, arguments.conduct().out());
        }
        PurityText.line(workspace.warehouse(), workspace.typed()).ifPresent(console::log);
        return new Shown(arguments, console).plan(plan, planning.state(), new Budgeting(workspace, arguments));
    }
}
