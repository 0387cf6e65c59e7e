package io.hindcast.run;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/**
 * Fragments that may start, by what the limits hold back together, so that what must wait for its turn is not looked at
 * again and again. The most urgent goes first. One start of every {@link #TURN} is for what has waited longest, so that
 * nothing starves behind what is more urgent and comes without end: what finds {@code n} before it when it comes begins
 * with the {@code TURN * (n + 1)}th start at the latest, of those that its limits let it take part in.
 *
 * @param lanes lane to its fragments; none is empty
 * @param arrivals how many came so far
 * @param starts how many started so far
 */
record ReadyLanes(PMap<String, Lane> lanes, long arrivals, long starts) {

    static final ReadyLanes EMPTY = new ReadyLanes(HashTreePMap.empty(), 0, 0);

    /** Seldom enough that the longest path hardly waits, and often enough that nobody wonders about what does. */
    static final int TURN = 8;

    /**
     * What the limits hold back together.
     *
     * @param urgent the most urgent first
     * @param waiting the same, what has waited longest first
     */
    record Lane(PSortedSet<RunState.Ready> urgent, PSortedSet<RunState.Ready> waiting) {

        private static final Lane EMPTY = new Lane(TreePSet.empty(), TreePSet.empty(RunState.Ready.ARRIVAL));

        private Lane plus(RunState.Ready ready) {
            return new Lane(urgent.plus(ready), waiting.plus(ready));
        }

        private Lane minus(RunState.Ready ready) {
            return new Lane(urgent.minus(ready), waiting.minus(ready));
        }
    }

    /** One that comes now. */
    ReadyLanes plus(RunState.Waiting waiting) {
        return new ReadyLanes(lanes, arrivals + 1, starts).plus(waiting.since(arrivals));
    }

    /** One that came with another of which it was a part. */
    ReadyLanes plus(RunState.Ready ready) {
        Lane lane = lanes.getOrDefault(ready.lane(), Lane.EMPTY);
        return new ReadyLanes(lanes.plus(ready.lane(), lane.plus(ready)), arrivals, starts);
    }

    ReadyLanes minus(RunState.Ready ready) {
        Lane lane = lanes.getOrDefault(ready.lane(), Lane.EMPTY).minus(ready);
        return new ReadyLanes(
                lane.urgent().isEmpty() ? lanes.minus(ready.lane()) : lanes.plus(ready.lane(), lane), arrivals, starts);
    }

    /** Without one that starts. */
    ReadyLanes started(RunState.Ready ready) {
        return new ReadyLanes(lanes, arrivals, starts + 1).minus(ready);
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /** The one whose turn it is, of those that may start. */
    Optional<RunState.Ready> first(Predicate<RunState.Ready> mayStart) {
        return starts % TURN == TURN - 1
                ? first(Lane::waiting, RunState.Ready.ARRIVAL, mayStart)
                : first(Lane::urgent, Comparator.naturalOrder(), mayStart);
    }

    private Optional<RunState.Ready> first(
            Function<Lane, PSortedSet<RunState.Ready>> side,
            Comparator<RunState.Ready> order,
            Predicate<RunState.Ready> mayStart) {
        return lanes.values().stream()
                .map(lane -> side.apply(lane).first())
                .filter(mayStart)
                .min(order);
    }

    /** The same where other limits hold. */
    ReadyLanes under(Limits limits) {
        ReadyLanes all = new ReadyLanes(HashTreePMap.empty(), arrivals, starts);
        for (Lane lane : lanes.values()) {
            for (RunState.Ready ready : lane.urgent()) {
                all = all.plus(ready.in(limits.laneOf(ready.fragment().asset())));
            }
        }
        return all;
    }
}
