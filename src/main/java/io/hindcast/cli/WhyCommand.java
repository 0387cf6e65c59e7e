package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.partition.Partition;
import io.hindcast.plan.Explainer;
import io.hindcast.plan.Explanation;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Request;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
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
        String subject = arguments.subject().orElse("");
        int at = subject.indexOf('@');
        String name = at < 0 ? subject : subject.substring(0, at);
        Asset asset = workspace
                .warehouse()
                .asset(name)
                .orElseThrow(() -> Problems.raise(PlanningProblems.unknownSelection(
                        name,
                        workspace.warehouse().assets().stream().map(Asset::name).toList())));
        Partition partition = asset.partitioning().parsePartition(at < 0 ? "*" : subject.substring(at + 1));
        Planning planning = Planning.read(workspace);
        Plan plan = planning.plan(arguments, Request.everything(), List.of());
        Explanation why = new Explainer(workspace.warehouse(), planning.state(), plan).explain(asset, partition);
        console.result(
                arguments.has(Option.JSON) ? WhyJson.of(why) : WhyText.of(why, workspace.typed(), console.width()));
        return ExitCode.DONE;
    }
}
