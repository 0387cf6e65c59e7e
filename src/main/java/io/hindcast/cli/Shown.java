package io.hindcast.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.delta.LandingFile;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.plan.Consequences;
import io.hindcast.plan.Plan;
import io.hindcast.plan.PlanJson;
import io.hindcast.problem.Counts;
import io.hindcast.problem.ExitCode;
import io.hindcast.report.PlanText;
import io.hindcast.report.Progress;
import io.hindcast.report.ProgressOutput;
import io.hindcast.report.RunJson;
import io.hindcast.report.RunRecorder;
import io.hindcast.report.RunSummary;
import io.hindcast.report.RunText;
import io.hindcast.run.Account;
import io.hindcast.run.Earlier;
import io.hindcast.run.RunResult;
import io.hindcast.stage.Stager;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Shows what several commands have in common, in the form that the arguments ask for.
 *
 * @param arguments of the command
 * @param console where it is shown
 */
record Shown(Arguments arguments, Console console) {

    /**
     * A plan.
     *
     * @param state that it was made from
     */
    ExitCode plan(Plan plan, WarehouseState state) {
        if (arguments.has(Option.JSON)) {
            console.result(PlanJson.tree(plan, Consequences.of(plan, state)).toString());
        } else {
            console.result(
                    arguments.has(Option.EXPLAIN)
                            ? PlanText.explained(plan, state, console.width())
                            : PlanText.of(plan, Consequences.of(plan, state), console.width()));
        }
        return ExitCode.DONE;
    }

    /**
     * The same, held against the budget of a run that would carry it out: what is not likely to suffice is told, and ends
     * with {@link ExitCode#STOPPED} as that run would, unless {@code --yes} stands there.
     *
     * @param state that it was made from
     */
    ExitCode plan(Plan plan, WarehouseState state, Budgeting budgeting) {
        List<Account.Exhausted> exhausted = budgeting.exhausted(plan);
        if (exhausted.isEmpty()) {
            return plan(plan, state);
        }
        if (arguments.has(Option.JSON)) {
            ObjectNode document = PlanJson.tree(plan, Consequences.of(plan, state));
            ArrayNode budget = document.putArray("budget");
            exhausted.forEach(
                    each -> budget.addObject().put("limit", each.limit()).put("likely", each.used()));
            console.result(document.toString());
        } else {
            plan(plan, state);
        }
        budgeting.problem(plan).ifPresent(console::problem);
        return arguments.has(Option.YES) ? ExitCode.DONE : ExitCode.STOPPED;
    }

    /**
     * A plan of what did not happen; its first line says so.
     *
     * @param state that was assumed
     * @param assumed as it was typed
     * @param condition in words, to stand after "if"
     */
    ExitCode assumed(Plan plan, WarehouseState state, List<String> assumed, String condition) {
        if (arguments.has(Option.JSON)) {
            ObjectNode document = PlanJson.tree(plan);
            assumed.forEach(document.putArray("assumed")::add);
            console.result(document.toString());
            return ExitCode.DONE;
        }
        console.result("an assumption, neither saved nor to be applied: if " + condition);
        return plan(plan, state);
    }

    /** What a command is about to do, where it was asked to tell. */
    void explain(Plan plan, WarehouseState state) {
        if (arguments.has(Option.EXPLAIN)) {
            console.log(PlanText.explained(plan, state, console.width()));
        }
    }

    void staging(Map<SourceDeclaration, List<LandingFile>> waiting) {
        long files = waiting.values().stream().mapToLong(List::size).sum();
        console.log("staging " + Counts.of(files, "new landing file") + " into " + Counts.of(waiting.size(), "source"));
    }

    void staged(List<Stager.Loaded> loaded) {
        loaded.forEach(each -> console.log("staged " + Counts.of(each.rows(), "row") + " of "
                + Counts.of(each.files().size(), "file") + " into " + each.source()));
    }

    /** Carries a plan out with progress, and shows its summary. */
    ExitCode carryingOut(RunDesk desk, Planning planning, Plan plan, Earlier earlier) {
        Plan rest = Execution.restOf(plan, earlier);
        explain(rest, planning.state());
        RunRecorder recorder = new RunRecorder();
        Progress progress = progress(planning.workspace().clock().instant());
        RunResult result = new Execution(desk, planning, plan, earlier).carriedOut(new Both(progress, recorder));
        RunSummary summary = RunSummary.of(rest, planning.state(), result, recorder);
        return summary(summary, planning.workspace());
    }

    Progress progress(Instant began) {
        ProgressOutput output = new ProgressOutput() {
            @Override
            public void line(String text) {
                console.log(text);
            }

            @Override
            public void redraw(String text) {
                console.draw(text);
            }
        };
        return console.terminal() ? Progress.onTerminal(output, console.width(), began) : Progress.plain(output, began);
    }

    ExitCode summary(RunSummary summary, Workspace workspace) {
        console.result(
                arguments.has(Option.JSON)
                        ? RunJson.of(summary)
                        : RunText.of(summary, workspace.typed(), console.width()));
        return summary.exitCode();
    }
}
