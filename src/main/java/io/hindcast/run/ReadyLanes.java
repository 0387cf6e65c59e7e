package io.hindcast.run;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/**
 * Fragments that may start, by what the limits hold back together, so that what must wait for its turn is not looked at
 * again and again. Within a lane, and of those lanes that may go, the most urgent comes first.
 *
 * @param lanes lane to its fragments; none is empty
 */
record ReadyLanes(PMap<String, PSortedSet<RunState.Ready>> lanes) {

    static final ReadyLanes EMPTY = new ReadyLanes(HashTreePMap.empty());

    ReadyLanes plus(RunState.Ready ready) {
        PSortedSet<RunState.Ready> lane = lanes.getOrDefault(ready.lane(), TreePSet.empty());
        return new ReadyLanes(lanes.plus(ready.lane(), lane.plus(ready)));
    }

    ReadyLanes minus(RunState.Ready ready) {
        PSortedSet<RunState.Ready> lane =
                lanes.getOrDefault(ready.lane(), TreePSet.empty()).minus(ready);
        return new ReadyLanes(lane.isEmpty() ? lanes.minus(ready.lane()) : lanes.plus(ready.lane(), lane));
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /** The most urgent that may start; its lane follows it. */
    Optional<RunState.Ready> first(Predicate<RunState.Ready> mayStart) {
        return lanes.values().stream().map(PSortedSet::first).filter(mayStart).min(Comparator.naturalOrder());
    }
}
