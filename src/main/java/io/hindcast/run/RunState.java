package io.hindcast.run;

import io.hindcast.ledger.Changed;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Step;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/**
 * The whole state of a run, as a value: {@code state.on(event, now)} gives the next one and what is to be done. It
 * shares structure with the one before, so that a turn costs little however many steps there are.
 *
 * @param steps the steps that are not done
 * @param fragments what may run, runs, or waits to run again
 * @param tracks fragment id to how it was tried
 * @param effects what became of partitions so far
 * @param limits how many may run side by side from now on
 * @param account what may be used, and was so far
 * @param sizing how large steps are made
 */
public record RunState(
        RunSetup setup,
        Steps steps,
        Fragments fragments,
        PMap<String, Track> tracks,
        Effects effects,
        Mood mood,
        Tally tally,
        Limits limits,
        Account account,
        Sizing sizing) {

    /**
     * Steps that are not done.
     *
     * @param waitingFor step to the number of steps that must be done before it
     * @param open step to the number of its fragments that are not done
     * @param queued fragments of a chained step that go one after the other, by step
     */
    record Steps(PMap<String, Integer> waitingFor, PMap<String, Integer> open, PMap<String, List<Fragment>> queued) {

        static Steps waiting(Map<String, Integer> waitingFor) {
            return new Steps(HashTreePMap.from(waitingFor), HashTreePMap.empty(), HashTreePMap.empty());
        }
    }

    /**
     * Fragments that every step before them is done for.
     *
     * @param ready those that may start as far as the limits let them
     * @param running fragment id to what runs
     * @param pausing those that wait for their next attempt
     */
    record Fragments(ReadyLanes ready, PMap<String, Fragment> running, PSortedSet<Pause> pausing) {

        static Fragments none() {
            return new Fragments(ReadyLanes.EMPTY, HashTreePMap.empty(), TreePSet.empty());
        }
    }

    /**
     * What became of partitions.
     *
     * @param unusable asset to planned partitions that were not built
     * @param changed asset to the partitions whose content this run changed
     */
    record Effects(PMap<String, PartitionSet> unusable, PMap<String, Gathered> changed) {}

    /**
     * Whether new attempts may start; what runs goes on to its commit in any case.
     *
     * @param isStopping nothing starts any more
     * @param isPaused nothing starts for now, since somebody said so
     * @param isYielding nothing starts for now, since others wait for cores
     */
    record Mood(boolean isStopping, boolean isPaused, boolean isYielding) {

        static final Mood GOING = new Mood(false, false, false);

        boolean letsStart() {
            return !isStopping && !isPaused && !isYielding;
        }

        Mood stopping() {
            return new Mood(true, isPaused, isYielding);
        }

        Mood paused() {
            return new Mood(isStopping, true, isYielding);
        }

        Mood resumed() {
            return new Mood(isStopping, false, isYielding);
        }

        Mood yielding() {
            return new Mood(isStopping, isPaused, true);
        }

        Mood insisting() {
            return new Mood(isStopping, isPaused, false);
        }
    }

    /**
     * A fragment that comes to those that may start.
     *
     * @param lane what the limits hold back together with it
     * @param seconds that the longest path takes which begins with it, likely
     * @param order of its step in the plan
     */
    record Waiting(String lane, double seconds, int order, Fragment fragment) {

        /** With the number that it has among all that came. */
        Ready since(long arrival) {
            return new Ready(this, arrival);
        }
    }

    /**
     * A fragment that may start. The longest remaining path is the most urgent, then the order of the plan.
     *
     * @param arrival how many came before it, or before what it was a part of
     */
    record Ready(Waiting waiting, long arrival) implements Comparable<Ready> {

        /** Times that differ by less are as good as the same: no estimate is better, and history fills up in its order. */
        private static final double ALIKE = 1.2;

        private static final Comparator<Ready> URGENCY = Comparator.comparingLong(Ready::length)
                .reversed()
                .thenComparingInt(ready -> ready.waiting.order())
                .thenComparing(ready -> ready.fragment().id());

        /** What has waited longest comes first. */
        static final Comparator<Ready> ARRIVAL = Comparator.comparingLong(Ready::arrival)
                .thenComparing(ready -> ready.fragment().id());

        private long length() {
            return Math.round(Math.log(waiting.seconds()) / Math.log(ALIKE));
        }

        String lane() {
            return waiting.lane();
        }

        Fragment fragment() {
            return waiting.fragment();
        }

        /** The same in another lane. */
        Ready in(String lane) {
            return new Ready(new Waiting(lane, waiting.seconds(), waiting.order(), fragment()), arrival);
        }

        @Override
        public int compareTo(Ready other) {
            return URGENCY.compare(this, other);
        }
    }

    /** A fragment that waits for its next attempt. */
    record Pause(Instant until, Fragment fragment) implements Comparable<Pause> {
        private static final Comparator<Pause> ORDER = Comparator.comparing(Pause::until)
                .thenComparing(pause -> pause.fragment().id());

        @Override
        public int compareTo(Pause other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * A run at its beginning, or after a death.
     *
     * @param changedBefore asset to the partitions whose content the run changed before its death
     * @param unusableBefore asset to the partitions that it set aside before its death
     */
    public static RunState begin(
            RunSetup setup, Map<String, Changed> changedBefore, Map<String, PartitionSet> unusableBefore) {
        Map<String, Integer> waitingFor = new TreeMap<>();
        Map<String, Gathered> changed = new TreeMap<>();
        changedBefore.forEach((asset, before) -> changed.put(asset, Gathered.of(before)));
        for (Step step : setup.steps().values()) {
            waitingFor.put(step.id(), setup.predecessors(step));
        }
        return new RunState(
                setup,
                Steps.waiting(waitingFor),
                Fragments.none(),
                HashTreePMap.from(setup.earlier()),
                new Effects(HashTreePMap.from(unusableBefore), HashTreePMap.from(changed)),
                Mood.GOING,
                Tally.of(setup.partitions()),
                setup.limits(),
                Account.UNLIMITED,
                Sizing.AS_PLANNED);
    }

    /** The same with a budget. */
    public RunState within(Account other) {
        return new RunState(setup, steps, fragments, tracks, effects, mood, tally, limits, other, sizing);
    }

    /** The same with steps that are cut where they are too large. */
    public RunState sized(Sizing other) {
        return new RunState(
                setup,
                steps,
                fragments,
                tracks,
                effects,
                mood,
                tally,
                limits,
                account,
                other.of(setup.steps().values()));
    }

    /** The next state and what is to be done. */
    public Transition on(RunEvent event, Instant now) {
        Turn turn = new Turn(this, now);
        event.applyTo(turn);
        return turn.end();
    }

    /** Fragment id to what runs. */
    public Map<String, Fragment> running() {
        return fragments.running();
    }

    /** How many planned steps are done. */
    public int stepsDone() {
        return setup.steps().size() - steps.waitingFor().size() - steps.open().size();
    }

    /** When something is to happen without an event. */
    public Optional<Instant> nextWake() {
        return !mood.letsStart() || fragments.pausing().isEmpty()
                ? Optional.empty()
                : Optional.of(fragments.pausing().first().until());
    }

    /** Whether nothing runs and nothing more will start. */
    public boolean isOver() {
        boolean idle = fragments.running().isEmpty();
        return idle && (mood.isStopping() || isNothingLeft());
    }

    /** Whether it was asked to stop before everything was done. */
    public boolean isStopping() {
        return mood.isStopping() && !(fragments.running().isEmpty() && isNothingLeft());
    }

    private boolean isNothingLeft() {
        return fragments.ready().isEmpty()
                && fragments.pausing().isEmpty()
                && steps.waitingFor().isEmpty();
    }

    /** A state and what it asks for. */
    public record Transition(RunState state, List<Notice> notices) {
        public Transition {
            notices = List.copyOf(notices);
        }
    }
}
