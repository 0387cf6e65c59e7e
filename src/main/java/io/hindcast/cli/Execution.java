package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Request;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.Problem;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.Problems;
import io.hindcast.problem.StepProblems;
import io.hindcast.proof.BatchIndependence;
import io.hindcast.proof.DescribedPurity;
import io.hindcast.proof.ObservedReads;
import io.hindcast.proof.StaticPurity;
import io.hindcast.run.Advice;
import io.hindcast.run.Attempts;
import io.hindcast.run.Earlier;
import io.hindcast.run.Ending;
import io.hindcast.run.Notice;
import io.hindcast.run.RunListener;
import io.hindcast.run.RunResult;
import io.hindcast.run.RunSetup;
import io.hindcast.run.RunState;
import io.hindcast.run.Runner;
import io.hindcast.run.Saved;
import io.hindcast.run.Sizing;
import io.hindcast.run.StepSizes;
import io.hindcast.spark.Neighbours;
import io.hindcast.spark.Sessions;
import io.hindcast.spark.SparkStepRunner;
import io.hindcast.spark.StepScrutiny;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Carries out what is left of a plan at a desk: in order, within limits and budget. */
final class Execution {

    private final RunDesk desk;
    private final Workspace workspace;
    private final RunSettings settings;
    private final Planning planning;
    private final Plan plan;
    private final Earlier earlier;

    /**
     * Of a plan.
     *
     * @param planning what the plan was made from
     * @param earlier what the run did before
     */
    Execution(RunDesk desk, Planning planning, Plan plan, Earlier earlier) {
        this.desk = desk;
        this.workspace = desk.workspace();
        this.settings = workspace.settings();
        this.planning = planning;
        this.plan = plan;
        this.earlier = earlier;
    }

    /** What is left of a plan; what an earlier life of the run set aside counts for its end. */
    static Plan restOf(Plan plan, Earlier earlier) {
        return plan.withSteps(earlier.left(plan)).settingAside(earlier.setAside());
    }

    /** To its end, which is then entered. */
    RunResult carriedOut(RunListener listener) {
        Plan rest = restOf(plan, earlier);
        keepCode(planning.workspace(), plan.assets());
        ObservedReads observed = new ObservedReads();
        DescribedPurity purity = new DescribedPurity(new StaticPurity());
        SparkSession session = desk.session();
        SparkStepRunner steps = steps(session, purity, observed);
        steps.prepare(desk.id().run(), assets(), plan.reset());
        Runner runner = runner(steps, new Both(desk.callbacks(), listener));
        desk.stopping().whenAsked(runner::stop);
        desk.steering().steer(runner);
        RunResult carried = watched(runner, begin(rest));
        if (session.sparkContext().isStopped() && !desk.stopping().isAsked()) {
            throw endedBy(StepProblems.sparkEnded(desk.id().run()), Ending.of(rest, carried));
        }
        RunResult told = carried.saving(priced(carried.saved())).advising(advice(carried, observed, purity));
        RunResult result = desk.leavesFiles() ? told.leavingToOthers() : told;
        return end(rest, result);
    }

    private SparkStepRunner steps(SparkSession session, DescribedPurity purity, ObservedReads observed) {
        return new SparkStepRunner(
                        session,
                        planning.workspace().warehouse(),
                        workspace.tables(),
                        workspace.clock(),
                        desk.id().actor())
                .sharing(settings.fairShare(), settings.weights())
                .under(StepScrutiny.both(
                        purity, StepScrutiny.both(observed, new BatchIndependence(workspace.files()))));
    }

    private Runner runner(SparkStepRunner steps, RunListener listener) {
        return new Runner(
                Attempts.of(
                        desk.id().run(),
                        planning.workspace().warehouse(),
                        plan,
                        planning.state().withEmptied(plan.reset())),
                steps,
                desk.chronicle(),
                listener,
                new Runner.Timing(workspace.clock(), ThreadLocalRandom.current()::nextDouble, settings.timeouts()));
    }

    /** Beside other work of the application, which goes first where the command says so. */
    private RunResult watched(Runner runner, RunState state) {
        if (!desk.arguments().has(Option.NICE)) {
            return runner.run(state);
        }
        try (Neighbours neighbours =
                Neighbours.of(desk.session().sparkContext(), runner::yieldToOthers, runner::goOnAfterOthers)) {
            neighbours.look();
            return runner.run(state);
        }
    }

    private RunResult end(Plan rest, RunResult result) {
        Ending ending = Ending.of(rest, result);
        if (desk.hasLostLease() || (isRefusedForOthers(result) && desk.isWithoutLease())) {
            throw endedBy(LedgerProblems.leaseLost(desk.id().run()), ending);
        }
        // What is left of a run that was stopped, or met its budget, needs it still.
        RunResult told = desk.stopping().isAsked() || result.exhausted().isPresent()
                ? result
                : result.lettingGo(new LettingGo(desk, planning, rest).after(result));
        desk.finished(desk.steering()
                .cancelled()
                .map(control -> ending.cancelledBy(control.actor()))
                .orElse(ending));
        return told;
    }

    /** Who wrote there may be the run that took this one for dead: of its lease that is heard only now and then. */
    private static boolean isRefusedForOthers(RunResult result) {
        return result.notRun().stream().anyMatch(notice -> notice.cause() == Notice.Cause.FOREIGN_WRITE);
    }

    /** Enters the end of a run that cannot go on; what it came to before is told with it. */
    private ProblemException endedBy(Problem problem, Ending before) {
        ProblemException raised = Problems.raise(problem);
        desk.finished(before.stoppedBy(raised));
        return raised;
    }

    /** Before the first step, within limits and budget. */
    private RunState begin(Plan rest) {
        RunSetup setup = RunSetup.of(
                planning.workspace().warehouse(),
                rest.steps(),
                earlier,
                settings.retry(),
                settings.limits(desk.arguments()));
        Map<String, StepSizes> known = new HashMap<>();
        rest.assets()
                .forEach(asset -> known.put(
                        asset,
                        StepSizes.of(planning.state().asset(asset).efforts().all())));
        return RunState.begin(isNewestFirst() ? setup.inOrderOfPlan() : setup, earlier.changed(), earlier.setAside())
                .within(new Budgeting(workspace, desk.arguments()).account())
                .sized(Sizing.aimingAt(settings.aim(), known));
    }

    private boolean isNewestFirst() {
        return plan.asked()
                .filter(request -> request.direction() == Request.Direction.NEWEST_FIRST)
                .isPresent();
    }

    /** With money where a rate is declared. Steps share the cores: one is reckoned to have its part of them. */
    private Saved priced(Saved saved) {
        return settings.rate()
                .filter(rate -> !saved.isNothing())
                .map(rate ->
                        saved.at(rate, (double) Sessions.cores(desk.session()) / settings.parallel(desk.arguments())))
                .orElse(saved);
    }

    private static Advice advice(RunResult carried, ObservedReads observed, DescribedPurity purity) {
        Set<String> notWhole =
                carried.setAside().stream().map(RunResult.SetAside::asset).collect(Collectors.toSet());
        return new Advice(observed.hints(notWhole), purity.warnings());
    }

    private List<Asset> assets() {
        return plan.assets().stream()
                .map(name -> planning.workspace().warehouse().asset(name).orElseThrow())
                .toList();
    }

    /** Keeps the canonical code behind each fingerprint, so that a later scheme can be computed from it. */
    static void keepCode(Workspace workspace, Collection<String> assets) {
        for (String name : assets) {
            Asset asset = workspace.warehouse().asset(name).orElseThrow();
            String[] fingerprint = asset.signature().fingerprint().split(":", 2);
            workspace
                    .files()
                    .writeOnce(
                            "code/" + fingerprint[0] + "/" + fingerprint[1],
                            asset.signature().canonicalCode());
        }
    }
}
