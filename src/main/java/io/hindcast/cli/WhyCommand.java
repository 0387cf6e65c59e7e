package io.hindcast.cli;

import io.hindcast.plan.Explainer;
import io.hindcast.plan.Explanation;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Request;
import io.hindcast.problem.ExitCode;
import io.hindcast.report.WhyJson;
import io.hindcast.report.WhyText;
import java.time.InstantSource;
import java.util.List;

/** Tells of one partition what it was built from and why it is, or is not, out of date. */
final class WhyCommand implements Command {

    private final InstantSource clock;

    WhyCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Subjects.OnePartition subject =
                Subjects.partition(workspace.warehouse(), arguments.subject().orElse(""));
        Planning planning = Planning.read(workspace);
        Plan plan = planning.plan(arguments, Request.everything(), List.of());
        Explanation why = new Explainer(workspace.warehouse(), planning.state(), plan)
                .explain(subject.asset(), subject.partition());
        console.result(
                arguments.has(Option.JSON) ? WhyJson.of(why) : WhyText.of(why, workspace.typed(), console.width()));
        return ExitCode.DONE;
    }
}
