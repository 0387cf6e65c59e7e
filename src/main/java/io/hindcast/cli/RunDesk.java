package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.delta.LandingFile;
import io.hindcast.delta.StagedBy;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.Host;
import io.hindcast.ledger.Leases;
import io.hindcast.plan.Plan;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.Problems;
import io.hindcast.proof.BatchIndependence;
import io.hindcast.proof.DescribedPurity;
import io.hindcast.proof.ObservedReads;
import io.hindcast.proof.StaticPurity;
import io.hindcast.run.Advice;
import io.hindcast.run.Attempts;
import io.hindcast.run.Chronicle;
import io.hindcast.run.Earlier;
import io.hindcast.run.Ending;
import io.hindcast.run.Journal;
import io.hindcast.run.LeaseKeeper;
import io.hindcast.run.PastRun;
import io.hindcast.run.RunId;
import io.hindcast.run.RunListener;
import io.hindcast.run.RunResult;
import io.hindcast.run.RunSetup;
import io.hindcast.run.RunState;
import io.hindcast.run.Runner;
import io.hindcast.run.Saved;
import io.hindcast.spark.Sessions;
import io.hindcast.spark.SparkStepRunner;
import io.hindcast.spark.StepScrutiny;
import io.hindcast.stage.Stager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Where runs are carried out: with the lease, a session, the ledger, and an ear for signals. */
final class RunDesk implements AutoCloseable {

    /** How long a lease lasts without renewal; a dead owner on this host is known at once all the same. */
    private static final Duration LEASE = Duration.ofSeconds(90);

    private final Workspace workspace;
    private final RunId id;
    private final Stopping stopping;
    private final LeaseKeeper lease;
    private final Journal journal;
    private final Chronicle chronicle;
    private final Instant began;
    private boolean ended;

    private RunDesk(Workspace workspace, RunId id, Stopping stopping, LeaseKeeper lease, Journal journal) {
        this.workspace = workspace;
        this.id = id;
        this.stopping = stopping;
        this.lease = lease;
        this.journal = journal;
        this.chronicle = new Chronicle(id, workspace.warehouse(), journal::add);
        this.began = workspace.clock().instant();
    }

    /**
     * Takes the lease of the warehouse for a run, waits for another run's as long as the arguments say, and enters what
     * was asked for.
     *
     * @throws io.hindcast.problem.ProblemException when another run holds it
     */
    static RunDesk open(Workspace workspace, String run, Arguments arguments, Stopping stopping, Console console) {
        stopping.begin();
        Host host = workspace.host();
        String actor = System.getProperty("user.name", "unknown") + "@" + host.name();
        Leases.Owner owner = new Leases.Owner(run, host.name(), host.process(), actor);
        Leases leases = workspace.leases(host);
        Leases.Claim claim = new LeaseClaim(workspace, leases, owner)
                .take(LEASE, arguments.conduct().patience().orElse(Duration.ZERO), stopping, console);
        RunId id = new RunId(run, workspace.warehouse().name(), actor);
        // Without the lease nothing new may start; what runs is fenced by its commit.
        LeaseKeeper keeper = new LeaseKeeper(leases, owner, LEASE, stopping::request);
        RunDesk desk = new RunDesk(workspace, id, stopping, keeper, new Journal(workspace.ledger()));
        claim.other().ifPresent(desk::closeDeadRun);
        // Before anything is done: what comes after has someone who wanted it.
        desk.chronicle.requested(Requests.text(arguments), workspace.clock().instant());
        return desk;
    }

    private void closeDeadRun(Leases.Holder dead) {
        if (!dead.owner().run().equals(id.run())) {
            cancelled(
                    dead.owner().run(),
                    "its driver died; run " + id.run() + " went on",
                    Documents.object().put(PastRun.CLOSED_BY, id.run()).toString());
        }
    }

    private void cancelled(String run, String reason, String detail) {
        journal.add(List.of(Entry.of(workspace.clock().instant(), Event.CANCELLED, id.warehouse())
                .run(run)
                .reason(reason)
                .actor(id.actor())
                .detail(detail)
                .build()));
    }

    RunId id() {
        return id;
    }

    Chronicle chronicle() {
        return chronicle;
    }

    /** Hands entries to the ledger that nothing of this run led to. */
    void enter(List<Entry> entries) {
        journal.add(entries);
    }

    /** Does the work of a command; where that cannot go on, the ledger tells so, and with what the process ends. */
    <T> T doing(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            if (!ended) {
                enterFailure(e);
            }
            throw e;
        }
    }

    private void enterFailure(Throwable failure) {
        try {
            finished(Ending.of(failure));
        } catch (RuntimeException e) {
            // The ledger may be what failed: people should see the first failure.
            failure.addSuppressed(e);
        }
    }

    /** Enters how the command ended. */
    void finished(Ending ending) {
        ended = true;
        Instant now = workspace.clock().instant();
        chronicle.finished(ending, Duration.between(began, now).toMillis() / 1000.0, now);
    }

    SparkSession session() {
        // Spark cannot start while the process ends.
        stopping.requireGoingOn("was about to start Spark");
        return Sessions.start(workspace.operator().spark());
    }

    /** Loads landing files, each exactly once. */
    List<Stager.Loaded> stage(Map<SourceDeclaration, List<LandingFile>> waiting) {
        List<Stager.Loaded> loaded = new ArrayList<>();
        Stager stager =
                new Stager(session(), workspace.landing(), workspace.clock(), new StagedBy(id.run(), id.actor()));
        stopping.whenAsked(stager::stop);
        waiting.forEach((source, files) -> {
            List<Stager.Loaded> own = load(stager, source, files);
            journal.add(StageEntries.of(id, own, workspace.clock().instant()));
            loaded.addAll(own);
        });
        return loaded;
    }

    private List<Stager.Loaded> load(Stager stager, SourceDeclaration source, List<LandingFile> files) {
        try {
            return stager.load(source, files);
        } catch (RuntimeException e) {
            // What dies because the process is being stopped has not failed.
            if (!stopping.isAsked()) {
                throw e;
            }
            throw Problems.raise(LedgerProblems.stoppedStaging(source.name()), e);
        }
    }

    /**
     * Carries out what is left of a plan.
     *
     * @param planning what the plan was made from
     * @param earlier what the run did before
     */
    RunResult carryOut(Arguments arguments, Planning planning, Plan plan, Earlier earlier, RunListener listener) {
        Plan rest = restOf(plan, earlier);
        keepCode(planning.workspace(), plan.assets());
        ObservedReads observed = new ObservedReads();
        DescribedPurity purity = new DescribedPurity(new StaticPurity());
        SparkStepRunner steps = new SparkStepRunner(
                        session(), planning.workspace().warehouse(), workspace.tables(), workspace.clock(), id.actor())
                .under(StepScrutiny.both(
                        purity, StepScrutiny.both(observed, new BatchIndependence(workspace.files()))));
        steps.prepare(id.run(), assets(planning, plan), plan.reset());
        RunSetup setup = RunSetup.of(
                planning.workspace().warehouse(),
                rest.steps(),
                earlier,
                workspace.retry(),
                workspace.parallel(arguments));
        Runner runner = new Runner(
                Attempts.of(
                        id.run(),
                        planning.workspace().warehouse(),
                        plan,
                        planning.state().withEmptied(plan.reset())),
                steps,
                chronicle,
                listener,
                new Runner.Timing(workspace.clock(), ThreadLocalRandom.current()::nextDouble));
        stopping.whenAsked(runner::stop);
        RunResult carried = runner.run(RunState.begin(setup, earlier.changed(), earlier.setAside()));
        RunResult result =
                carried.saving(priced(carried.saved(), arguments)).advising(advice(carried, observed, purity));
        Ending ending = Ending.of(rest, result);
        if (stopping.isAsked() && !stopping.isSignalled()) {
            // Nobody but the keeper of the lease asks without a signal.
            ProblemException lost = Problems.raise(LedgerProblems.leaseLost(id.run()));
            finished(ending.stoppedBy(lost));
            throw lost;
        }
        finished(ending);
        return result;
    }

    /** With money where a rate is declared. Steps share the cores: one is reckoned to have its part of them. */
    private Saved priced(Saved saved, Arguments arguments) {
        return workspace
                .rate()
                .filter(rate -> !saved.isNothing())
                .map(rate -> saved.at(rate, (double) Sessions.cores(session()) / workspace.parallel(arguments)))
                .orElse(saved);
    }

    private static Advice advice(RunResult carried, ObservedReads observed, DescribedPurity purity) {
        Set<String> notWhole =
                carried.setAside().stream().map(RunResult.SetAside::asset).collect(Collectors.toSet());
        return new Advice(observed.hints(notWhole), purity.warnings());
    }

    private static List<Asset> assets(Planning planning, Plan plan) {
        return plan.assets().stream()
                .map(name -> planning.workspace().warehouse().asset(name).orElseThrow())
                .toList();
    }

    /** What is left of a plan; what an earlier life of the run set aside counts for its end. */
    static Plan restOf(Plan plan, Earlier earlier) {
        return plan.withSteps(earlier.left(plan)).settingAside(earlier.setAside());
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

    @Override
    public void close() {
        try {
            journal.close();
            workspace.ledger().compact();
        } finally {
            lease.close();
        }
        // Last, for to give back the lease is an entry, too.
        workspace.remember();
    }
}
