package io.hindcast.run;

import io.hindcast.asset.Asset;
import io.hindcast.ledger.Changed;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Step;
import io.hindcast.retry.Draws;
import io.hindcast.retry.Failure;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.pcollections.PMap;
import org.pcollections.PSortedSet;

/** One step of the run state from event to event: takes the parts of a state, changes them, and gives the next. */
final class Turn {

    private final RunSetup setup;
    private final Instant now;
    private final List<Notice> notices = new ArrayList<>();
    /** Steps whose predecessors are done; a queue and not a recursion, since a chain of idle steps can be long. */
    private final Deque<String> entering = new ArrayDeque<>();

    private PMap<String, Integer> waitingFor;
    private PMap<String, Integer> open;
    private PMap<String, List<Fragment>> queued;
    private ReadyLanes ready;
    private PMap<String, Fragment> running;
    private PSortedSet<RunState.Pause> pausing;
    private PMap<String, Track> tracks;
    private PMap<String, PartitionSet> unusable;
    private PMap<String, Gathered> changed;
    private RunState.Mood mood;
    private Tally tally;
    private Limits limits;
    private Account account;
    private Sizing sizing;

    Turn(RunState state, Instant now) {
        this.setup = state.setup();
        this.now = now;
        this.waitingFor = state.steps().waitingFor();
        this.open = state.steps().open();
        this.queued = state.steps().queued();
        this.ready = state.fragments().ready();
        this.running = state.fragments().running();
        this.pausing = state.fragments().pausing();
        this.tracks = state.tracks();
        this.unusable = state.effects().unusable();
        this.changed = state.effects().changed();
        this.mood = state.mood();
        this.tally = state.tally();
        this.limits = state.limits();
        this.account = state.account();
        this.sizing = state.sizing();
    }

    RunState.Transition end() {
        while (!entering.isEmpty()) {
            enter(entering.remove());
        }
        startWhatMay();
        RunState next = new RunState(
                setup,
                new RunState.Steps(waitingFor, open, queued),
                new RunState.Fragments(ready, running, pausing),
                tracks,
                new RunState.Effects(unusable, changed),
                mood,
                tally,
                limits,
                account,
                sizing);
        return new RunState.Transition(next, notices);
    }

    void wake() {
        if (open.isEmpty() && running.isEmpty() && ready.isEmpty()) {
            setup.steps().values().stream()
                    .filter(step -> Integer.valueOf(0).equals(waitingFor.get(step.id())))
                    .forEach(step -> entering.add(step.id()));
        }
        while (!pausing.isEmpty() && !pausing.first().until().isAfter(now)) {
            RunState.Pause pause = pausing.first();
            pausing = pausing.minus(pause);
            ready = ready.plus(waiting(pause.fragment()));
        }
    }

    void committed(String id, Changed changedNow, PartitionSet unchangedNow) {
        Fragment fragment = take(id);
        fragment.requireAllOf(changedNow.partitions(), unchangedNow);
        if (!changedNow.partitions().isEmpty()) {
            Gathered before = changed.getOrDefault(fragment.asset(), Gathered.NOTHING);
            changed = changed.plus(fragment.asset(), before.plus(changedNow));
        }
        tally = tally.committed(changedNow.partitions().count(), unchangedNow.count());
        close(fragment);
    }

    void stopped(String id) {
        Fragment fragment = take(id);
        ready = ready.plus(waiting(fragment));
        mood = mood.stopping();
    }

    void stop() {
        mood = mood.stopping();
        account = account.stoppedBy(Optional.empty());
    }

    void used(Account.Spent spent) {
        account = account.and(spent);
    }

    void timed(String id, double seconds) {
        sizing = sizing.timed(runningAs(id), seconds);
    }

    void overloaded(String id) {
        sizing = sizing.overloaded(runningAs(id));
    }

    void limit(Limits.Change change) {
        limits = limits.with(change);
        if (!change.of().isEmpty()) {
            ready = ready.under(limits);
        }
    }

    void pause() {
        mood = mood.paused();
    }

    /** What was to be tried again meanwhile is tried now. */
    void goOn() {
        mood = mood.resumed();
        wake();
    }

    void giveWay() {
        mood = mood.yielding();
    }

    void insist() {
        mood = mood.insisting();
        wake();
    }

    void failed(String id, Failure failure, double random) {
        Fragment fragment = take(id);
        Track track = track(id);
        Retrying.Ruling ruling =
                new Retrying(setup.retry(fragment.asset()), fragment, track, now).on(failure, new Draws(random));
        Optional<List<Fragment>> halves = ruling.verdict().then() == Verdict.Then.HALVED
                ? fragment.halves(setup.asset(fragment.asset()), failure.signature())
                : Optional.empty();
        Verdict verdict = ruling.verdict().then() == Verdict.Then.HALVED && halves.isEmpty()
                ? ruling.verdict().butThen(Verdict.Then.QUARANTINED)
                : ruling.verdict();
        tracks = tracks.plus(id, ruling.track());
        Effort effort = new Effort(track.waited(), track.idle(), track.sinceFirst(now));
        notices.add(new Notice.Judged(fragment, track.attempts(), failure, verdict, effort));
        switch (verdict.then()) {
            case AGAIN -> retry(fragment, track.attempts(), failure, now.plus(verdict.pause()));
            case HALVED -> halve(fragment, track.attempts(), failure, halves.orElseThrow());
            case QUARANTINED -> quarantine(fragment, track.attempts(), failure);
            case LEFT -> {
                notRun(
                        fragment.id(),
                        fragment.asset(),
                        fragment.partitions(),
                        Notice.Cause.FOREIGN_WRITE,
                        failure.message());
                close(fragment);
            }
        }
    }

    private Track track(String id) {
        return tracks.getOrDefault(id, Track.NOTHING);
    }

    private void retry(Fragment fragment, int attempt, Failure failure, Instant at) {
        pausing = pausing.plus(new RunState.Pause(at, fragment));
        notices.add(new Notice.Retry(fragment, attempt, failure, at));
        if (!at.isAfter(now)) {
            wake();
        }
    }

    private void halve(Fragment fragment, int attempt, Failure failure, List<Fragment> halves) {
        notices.add(new Notice.Halved(fragment, attempt, failure, halves));
        open = open.plus(fragment.root(), open.getOrDefault(fragment.root(), 1) + 1);
        if (readsItself(fragment.asset())) {
            queueFirst(halves);
            advance(fragment.root());
        } else {
            halves.forEach(half -> ready = ready.plus(waiting(half)));
        }
    }

    private void quarantine(Fragment fragment, int attempt, Failure failure) {
        notices.add(new Notice.Quarantined(fragment, attempt, failure));
        tally = tally.quarantined(fragment.partitions().count());
        spoil(fragment.asset(), fragment.partitions());
        close(fragment);
    }

    private void notRun(String step, String asset, PartitionSet set, Notice.Cause cause, String why) {
        notices.add(new Notice.NotRun(step, asset, set, cause, why));
        tally = tally.notRun(cause, set.count());
        if (cause != Notice.Cause.UP_TO_DATE) {
            spoil(asset, set);
        }
    }

    private void spoil(String asset, PartitionSet set) {
        unusable =
                unusable.plus(asset, set.union(unusable.getOrDefault(asset, PartitionSet.empty(set.partitioning()))));
    }

    private Fragment take(String id) {
        Fragment fragment = runningAs(id);
        running = running.minus(id);
        return fragment;
    }

    private Fragment runningAs(String id) {
        Fragment fragment = running.get(id);
        if (fragment == null) {
            throw new IllegalStateException("step " + id + " does not run: " + running.keySet());
        }
        return fragment;
    }

    /** A fragment is done: so may be its step, and what waits for that. */
    private void close(Fragment fragment) {
        int left = open.getOrDefault(fragment.root(), 1) - 1;
        if (left > 0) {
            open = open.plus(fragment.root(), left);
            advance(fragment.root());
        } else {
            open = open.minus(fragment.root());
            leave(fragment.root());
        }
    }

    /** Lets the next of a chained step's fragments go; what it reads may have come to nothing meanwhile. */
    private void advance(String root) {
        List<Fragment> queue = queued.getOrDefault(root, List.of());
        if (queue.isEmpty()) {
            return;
        }
        queued = queue.size() == 1 ? queued.minus(root) : queued.plus(root, queue.subList(1, queue.size()));
        begin(queue.get(0));
    }

    /** All steps before it are done. */
    private void enter(String id) {
        waitingFor = waitingFor.minus(id);
        Step step = setup.step(id);
        open = open.plus(id, 1);
        begin(new Fragment(setup.firstId(id), id, step.asset(), step.partitions(), Optional.empty()));
    }

    private void leave(String root) {
        for (String reader : setup.readersOf(root)) {
            int left = waitingFor.getOrDefault(reader, 1) - 1;
            waitingFor = waitingFor.plus(reader, left);
            if (left == 0) {
                entering.add(reader);
            }
        }
    }

    /** Leaves out what cannot or need not be built, and makes the rest ready. */
    private void begin(Fragment fragment) {
        Asset asset = setup.asset(fragment.asset());
        Readers readers = new Readers(asset);
        PartitionSet held = readers.of(unusable, fragment.partitions());
        PartitionSet rest = fragment.partitions().minus(held);
        PartitionSet doubtful = setup.step(fragment.root()).ifChanged().intersect(rest);
        PartitionSet idle = doubtful.isEmpty()
                ? doubtful
                : doubtful.minus(
                        asset.withReadersOfItself(rest.minus(doubtful).union(readers.ofChanged(changed, rest)), rest));
        PartitionSet needed = rest.minus(idle);
        if (!held.isEmpty()) {
            notRun(fragment.id(), asset.name(), held, Notice.Cause.WAITING, readers.causes(unusable, held));
        }
        if (!idle.isEmpty()) {
            skip(fragment, idle, readers);
        }
        if (needed.isEmpty()) {
            close(fragment);
        } else {
            ready = ready.plus(waiting(
                    new Fragment(fragment.id(), fragment.root(), fragment.asset(), needed, fragment.knownFailure())));
        }
    }

    /** Two notices where some partitions read other columns than those that changed, and others read nothing that did. */
    private void skip(Fragment fragment, PartitionSet idle, Readers readers) {
        PartitionSet blind = readers.ofUnseen(changed, idle);
        PartitionSet rest = idle.minus(blind);
        if (!blind.isEmpty()) {
            String why = readers.unseen(changed, blind);
            notRun(fragment.id(), fragment.asset(), blind, Notice.Cause.UP_TO_DATE, why);
        }
        if (!rest.isEmpty()) {
            notRun(
                    fragment.id(),
                    fragment.asset(),
                    rest,
                    Notice.Cause.UP_TO_DATE,
                    "nothing that they read has changed");
        }
    }

    private void startWhatMay() {
        Optional<RunState.Ready> next = nextToStart();
        while (next.isPresent()) {
            ready = ready.started(next.get());
            Fragment fragment = next.get().fragment();
            Track track = track(fragment.id()).started(now);
            tracks = tracks.plus(fragment.id(), track);
            running = running.plus(fragment.id(), fragment);
            sizing = sizing.started(fragment);
            notices.add(new Notice.Start(fragment, track.attempts(), track.waited()));
            next = nextToStart();
        }
    }

    /** What is most urgent, as far as limits and budget let it. What is too large for the budget is cut to what is left. */
    private Optional<RunState.Ready> nextToStart() {
        if (!mood.letsStart() || running.size() >= limits.parallel()) {
            return Optional.empty();
        }
        Optional<RunState.Ready> next =
                ready.first(waiting -> limits.permits(waiting.fragment().asset(), running.values()));
        if (next.isEmpty() || account.budget().isNone()) {
            return next.map(this::sized);
        }
        long computed = tally.computed(running.values());
        Optional<Account.Exhausted> met = account.exhausted(computed, now);
        if (met.isPresent()) {
            account = account.stoppedBy(met);
            mood = mood.stopping();
            return Optional.empty();
        }
        return Optional.of(atMost(account.partitionsLeft(computed), sized(next.get())));
    }

    /** Its first part, where all of it is likely to take too long; the rest is looked at when its turn comes. */
    private RunState.Ready sized(RunState.Ready whole) {
        Optional<Sizing.Cut> cut = sizing.cut(whole.fragment(), setup, limits.parallel());
        if (cut.isEmpty()) {
            return whole;
        }
        sizing = cut.get().then();
        return split(whole, cut.get().first(), cut.get().rest());
    }

    /** Its first part that has no more partitions, as far as it can be cut; the rest is left to be started later. */
    private RunState.Ready atMost(long partitions, RunState.Ready whole) {
        RunState.Ready first = whole;
        Optional<List<Fragment>> parts = Optional.of(List.of());
        while (first.fragment().partitions().count() > partitions && parts.isPresent()) {
            parts = first.fragment().parts(setup.asset(first.fragment().asset()));
            if (parts.isPresent()) {
                first = split(first, parts.get().get(0), parts.get().get(1));
            }
        }
        return first;
    }

    /** Both parts have waited as long as the whole has. */
    private RunState.Ready split(RunState.Ready whole, Fragment first, Fragment rest) {
        RunState.Ready begun = waiting(first).since(whole.arrival());
        ready = ready.minus(whole).plus(begun);
        open = open.plus(rest.root(), open.getOrDefault(rest.root(), 1) + 1);
        if (readsItself(rest.asset())) {
            queueFirst(List.of(rest));
        } else {
            ready = ready.plus(waiting(rest).since(whole.arrival()));
        }
        return begun;
    }

    /** In a chain one goes after the other: these before those that wait already. */
    private void queueFirst(List<Fragment> fragments) {
        String root = fragments.get(0).root();
        List<Fragment> queue = new ArrayList<>(fragments);
        queue.addAll(queued.getOrDefault(root, List.of()));
        queued = queued.plus(root, List.copyOf(queue));
    }

    private RunState.Waiting waiting(Fragment fragment) {
        return new RunState.Waiting(
                limits.laneOf(fragment.asset()),
                setup.remaining(fragment.root()),
                setup.order(fragment.root()),
                fragment);
    }

    private boolean readsItself(String asset) {
        return setup.asset(asset).readsItself();
    }
}
