package io.hindcast.cli;

import io.hindcast.callback.Callbacks;
import io.hindcast.ledger.Controls;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.Host;
import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Leases;
import io.hindcast.ledger.Territory;
import io.hindcast.plan.Plan;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import io.hindcast.run.Chronicle;
import io.hindcast.run.Claiming;
import io.hindcast.run.Claiming.Answer;
import io.hindcast.run.ControlEar;
import io.hindcast.run.Ending;
import io.hindcast.run.Journal;
import io.hindcast.run.LeaseKeeper;
import io.hindcast.run.PastRun;
import io.hindcast.run.RunId;
import io.hindcast.spark.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** What a run has from its begin to its end: a lease, a session, the ledger, and an ear for what it is told. */
final class RunDesk implements AutoCloseable {

    /** How long what a run is told may go unheard. */
    private static final Duration HEARS = Duration.ofSeconds(2);

    private final Workspace workspace;
    private final RunId id;
    private final Arguments arguments;
    private final Stopping stopping;
    private final Console console;
    private final Leases leases;
    private final Lease.Owner owner;
    private final LeaseClaim claims;
    private final Instant began;
    private final Steering steering;
    private Optional<Controls.Listening> listening = Optional.empty();
    private Optional<Begun> begun = Optional.empty();
    private volatile boolean lost;
    private boolean ended;
    private boolean leavesFiles;

    private RunDesk(Workspace workspace, String run, Arguments arguments, Stopping stopping, Console console) {
        this.workspace = workspace;
        this.arguments = arguments;
        this.stopping = stopping;
        this.console = console;
        Host host = workspace.host();
        String actor = workspace.actor();
        this.steering = new Steering(stopping, console);
        this.id = new RunId(run, workspace.warehouse().name(), actor);
        this.leases = workspace.leases(host);
        this.owner = new Lease.Owner(run, host.name(), host.process(), actor);
        this.claims =
                new LeaseClaim(leases, owner, arguments.conduct().patience().orElse(Duration.ZERO), workspace.clock());
        this.began = workspace.clock().instant();
    }

    /** What there is from the first lease on. */
    private record Begun(
            LeaseKeeper lease, ControlEar ear, Journal journal, Chronicle chronicle, Callbacks callbacks) {}

    /** For a run that has no lease yet, and enters nothing as long as it has none. */
    static RunDesk at(Workspace workspace, String run, Arguments arguments, Stopping stopping, Console console) {
        stopping.begin();
        return new RunDesk(workspace, run, arguments, stopping, console);
    }

    /**
     * What a run may do.
     *
     * @param part of what was wished for
     * @param territory that its lease covers
     * @param others that live
     * @param inTheWay those of them for which something was left out
     */
    record Claimed<T>(T part, Territory territory, List<Lease> others, List<Lease> inTheWay) {}

    /**
     * Takes the lease for what is wished for, in place of what it covered before, and waits for others as long as the
     * arguments say. Where they go on, what they hold is left out; where that is all, no lease is taken.
     */
    <T> Claimed<T> ask(Claiming.Wish<T> wish) {
        if (listening.isEmpty()) {
            // Before anyone can see that this run is at work, and after what an earlier life of it was told.
            listening = Optional.of(workspace.controls().listening());
        }
        Answer<T> answer = claims.ask(wish, stopping, console);
        if (answer instanceof Answer.Granted<T> granted) {
            begin();
            granted.dead().forEach(this::closeDeadRun);
            enterLoaded(granted.dead());
            return new Claimed<>(granted.part(), granted.territory(), granted.others(), granted.inTheWay());
        }
        Answer.Refused<T> refused = (Answer.Refused<T>) answer;
        return new Claimed<>(refused.part(), Territory.of(Map.of(), Map.of()), refused.by(), refused.by());
    }

    /**
     * The same for who can do nothing else.
     *
     * @throws io.hindcast.problem.ProblemException when nothing would be left, unless this run did something already
     */
    <T> Claimed<T> claim(Claiming.Wish<T> wish) {
        Claimed<T> claimed = ask(wish);
        if (begun.isEmpty()) {
            throw Problems.raise(held(claimed.inTheWay().get(0)));
        }
        return claimed;
    }

    private Problem held(Lease lease) {
        Lease.Owner other = lease.owner();
        Duration age = Duration.between(lease.since(), workspace.clock().instant());
        return other.run().equals(id.run())
                ? LedgerProblems.stillAtWork(other.run(), other.actor(), age)
                : LedgerProblems.leaseHeld(
                        workspace.warehouse().name(), other.run(), other.actor(), age, LeaseClaim.time());
    }

    private void begin() {
        if (begun.isPresent()) {
            return;
        }
        // Without the lease nothing new may start; what runs is fenced by its commit.
        LeaseKeeper keeper = new LeaseKeeper(leases, owner, LeaseClaim.time(), this::lose);
        ControlEar ear = new ControlEar(listening.orElseThrow(), id.run(), HEARS, steering::obey);
        Journal journal = new Journal(workspace.ledger());
        Chronicle chronicle = new Chronicle(id, workspace.warehouse(), journal::add);
        Callbacks callbacks = new Callbacks(id, workspace.settings().callbacks());
        begun = Optional.of(new Begun(keeper, ear, journal, chronicle, callbacks));
        // Before anything is done: what comes after has someone who wanted it.
        chronicle.requested(Requests.text(arguments), workspace.clock().instant());
    }

    private void lose() {
        lost = true;
        stopping.request();
    }

    /** Whether it has a lease, and what it does is told. */
    boolean isAtWork() {
        return begun.isPresent();
    }

    private Begun work() {
        return begun.orElseThrow(() -> new IllegalStateException("run " + id.run() + " has no lease"));
    }

    private void closeDeadRun(Lease dead) {
        if (!dead.owner().run().equals(id.run())) {
            cancelled(
                    dead.owner().run(),
                    "its driver died; run " + id.run() + " went on",
                    Documents.object().put(PastRun.CLOSED_BY, id.run()).toString());
        }
    }

    /** What the dead loaded and did not come to tell. What they built is recognised where it is planned. */
    private void enterLoaded(List<Lease> dead) {
        Set<String> runs = dead.stream().map(lease -> lease.owner().run()).collect(Collectors.toSet());
        if (!runs.isEmpty()) {
            enter(StageEntries.lacking(workspace, workspace.ledger().entries()).stream()
                    .filter(entry -> runs.contains(entry.run()))
                    .toList());
        }
    }

    private void cancelled(String run, String reason, String detail) {
        enter(List.of(Entry.of(workspace.clock().instant(), Event.CANCELLED, id.warehouse())
                .run(run)
                .reason(reason)
                .actor(id.actor())
                .detail(detail)
                .build()));
    }

    InstantSource clock() {
        return workspace.clock();
    }

    Workspace workspace() {
        return workspace;
    }

    Arguments arguments() {
        return arguments;
    }

    /** What ends it before its time. */
    Stopping stopping() {
        return stopping;
    }

    /** What it is told meanwhile. */
    Steering steering() {
        return steering;
    }

    /** Whether another run may have taken its lease for dead, as far as was heard by now. */
    boolean hasLostLease() {
        return lost;
    }

    /** The same, looked up. */
    boolean isWithoutLease() {
        if (!lost && !leases.isHeldBy(owner)) {
            lost = true;
        }
        return lost;
    }

    /** Whether it leaves landing files to another run. */
    boolean leavesFiles() {
        return leavesFiles;
    }

    RunId id() {
        return id;
    }

    /** The same, which leaves landing files to another run. */
    RunDesk leavingFiles() {
        leavesFiles = true;
        return this;
    }

    /** Enters a plan that was made and saved, and what of it is left to others. */
    void planned(Plan plan) {
        Instant now = workspace.clock().instant();
        chronicle().planned(plan.id(), plan.partitions(), now);
        chronicle().leftToOthers(plan, now);
    }

    Chronicle chronicle() {
        return work().chronicle();
    }

    /** Tells others what happens. */
    Callbacks callbacks() {
        return work().callbacks();
    }

    /** Hands entries to the ledger that nothing of this run led to. */
    void enter(List<Entry> entries) {
        work().journal().add(entries);
    }

    /** Enters what the tables told beyond the ledger, but for what others are about to enter themselves. */
    void enterRecovered(Planning planning) {
        List<Entry> recovered = planning.recovered();
        if (begun.isEmpty() || recovered.isEmpty()) {
            return;
        }
        Set<String> living =
                leases.living().stream().map(lease -> lease.owner().run()).collect(Collectors.toSet());
        enter(recovered.stream()
                .filter(entry -> !living.contains(entry.run()) || entry.run().equals(id.run()))
                .toList());
    }

    /** Does the work of a command; where that cannot go on, the ledger tells so, and with what the process ends. */
    <T> T doing(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            if (begun.isPresent() && !ended) {
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
        if (begun.isEmpty()) {
            return;
        }
        double seconds = Duration.between(began, now).toMillis() / 1000.0;
        chronicle().finished(ending, seconds, now);
        callbacks().finished(ending, seconds, now);
    }

    SparkSession session() {
        // Spark cannot start while the process ends.
        stopping.requireGoingOn("was about to start Spark");
        return Sessions.start(workspace.operator().spark());
    }

    @Override
    public void close() {
        if (begun.isEmpty()) {
            return;
        }
        try {
            work().ear().close();
            work().callbacks().close();
            work().journal().close();
            workspace.ledger().compact();
        } finally {
            work().lease().close();
        }
        // Last, for to give back the lease is an entry, too.
        workspace.remember();
    }
}
