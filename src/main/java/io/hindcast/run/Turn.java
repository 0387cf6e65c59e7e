package io.hindcast.run;

import io.hindcast.asset.Asset;
import io.hindcast.ledger.Changed;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Step;
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
    private PSortedSet<RunState.Ready> ready;
    private PMap<String, Fragment> running;
    private PSortedSet<RunState.Pause> pausing;
    private PMap<String, Track> tracks;
    private PMap<String, PartitionSet> unusable;
    private PMap<String, Changed> changed;
    private RunState.Mood mood;
    private Tally tally;

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
                tally);
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
            ready = ready.plus(readyAs(pause.fragment()));
        }
    }

    void committed(String id, Changed changedNow, PartitionSet unchangedNow) {
        Fragment fragment = take(id);
        requireAllOf(fragment, changedNow.partitions(), unchangedNow);
        changed = changed.plus(
                fragment.asset(),
                changedNow.and(changed.getOrDefault(fragment.asset(), Changed.none(unchangedNow.partitioning()))));
        tally = tally.committed(changedNow.partitions().count(), unchangedNow.count());
        close(fragment);
    }

    private static void requireAllOf(Fragment fragment, PartitionSet changedNow, PartitionSet unchangedNow) {
        if (changedNow.intersects(unchangedNow)
                || !changedNow.union(unchangedNow).equals(fragment.partitions())) {
            throw new IllegalArgumentException("step " + fragment.id() + " is of " + fragment.partitions()
                    + " and not of changed " + changedNow + " and unchanged " + unchangedNow);
        }
    }

    void stopped(String id) {
        Fragment fragment = take(id);
        ready = ready.plus(readyAs(fragment));
        mood = RunState.Mood.STOPPING;
    }

    void stop() {
        mood = RunState.Mood.STOPPING;
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
            List<Fragment> queue = new ArrayList<>(halves);
            queue.addAll(queued.getOrDefault(fragment.root(), List.of()));
            queued = queued.plus(fragment.root(), List.copyOf(queue));
            advance(fragment.root());
        } else {
            halves.forEach(half -> ready = ready.plus(readyAs(half)));
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
        Fragment fragment = running.get(id);
        if (fragment == null) {
            throw new IllegalStateException("step " + id + " does not run: " + running.keySet());
        }
        running = running.minus(id);
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
        PartitionSet idle = doubtful.minus(
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
            ready = ready.plus(readyAs(
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
        while (mood == RunState.Mood.GOING && running.size() < setup.parallel() && !ready.isEmpty()) {
            RunState.Ready first = ready.first();
            ready = ready.minus(first);
            Fragment fragment = first.fragment();
            Track track = track(fragment.id()).started(now);
            tracks = tracks.plus(fragment.id(), track);
            running = running.plus(fragment.id(), fragment);
            notices.add(new Notice.Start(fragment, track.attempts(), track.waited()));
        }
    }

    private RunState.Ready readyAs(Fragment fragment) {
        return new RunState.Ready(setup.height(fragment.root()), setup.order(fragment.root()), fragment);
    }

    private boolean readsItself(String asset) {
        return setup.asset(asset).readsItself();
    }
}
