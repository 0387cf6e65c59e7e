package io.hindcast.cli;

import io.hindcast.plan.Plan;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.Problems;
import io.hindcast.report.RunStory;
import io.hindcast.report.RunStoryJson;
import io.hindcast.report.RunStoryText;
import io.hindcast.run.PastRun;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Tells of one run what it was to do and what became of it. */
final class ShowCommand implements Command {

    private final InstantSource clock;

    ShowCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Planning planning = Planning.look(workspace);
        List<PastRun> runs = PastRun.all(planning.entries());
        if (runs.isEmpty() && arguments.subject().isEmpty()) {
            console.result(
                    arguments.has(Option.JSON)
                            ? Documents.object().putNull("run").toString()
                            : "there has been no run yet");
            return ExitCode.DONE;
        }
        PastRun run = arguments
                .subject()
                .map(id -> named(runs, id))
                .orElseGet(() -> PastRun.latest(runs).orElseThrow());
        RunStory story = RunStory.of(run, plan(planning, run), HistoryCommand.partitionings(workspace));
        console.result(
                arguments.has(Option.JSON)
                        ? RunStoryJson.of(story)
                        : RunStoryText.of(story, workspace.typed(), console.width()));
        return ExitCode.DONE;
    }

    private static PastRun named(List<PastRun> runs, String id) {
        return runs.stream()
                .filter(run -> run.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problems.raise(LedgerProblems.unknownRun(id)));
    }

    /** What was done is told also where the plan is gone or speaks of assets that are. */
    private static Optional<Plan> plan(Planning planning, PastRun run) {
        try {
            return run.plan().map(planning::load);
        } catch (ProblemException unreadable) {
            return Optional.empty();
        }
    }
}
