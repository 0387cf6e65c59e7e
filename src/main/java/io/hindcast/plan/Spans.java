package io.hindcast.plan;

import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import java.util.List;
import java.util.Optional;

/** The bounds of a request as ordinals of one time dimension; the door where inclusive becomes half-open. */
final class Spans {

    private Spans() {}

    /**
     * The ordinals inside {@code from}, {@code until} and {@code before}; empty when none of them is given.
     *
     * @throws io.hindcast.problem.ProblemException when {@code until} lies before {@code from}
     */
    static Optional<IntervalSet> of(Request.Bounds bounds, TimeDimension time) {
        if (bounds.from().isEmpty()
                && bounds.until().isEmpty()
                && bounds.before().isEmpty()) {
            return Optional.empty();
        }
        Partitioning alone = new Partitioning(List.of(time));
        long from = bounds.from().map(text -> ordinals(alone, text).first()).orElse(Long.MIN_VALUE);
        long until =
                bounds.until().map(text -> ordinals(alone, text).last() + 1).orElse(Long.MAX_VALUE);
        if (bounds.until().isPresent() && from >= until) {
            throw Problems.raise(PlanningProblems.rangeBackwards(
                    bounds.from().orElseThrow(), bounds.until().get()));
        }
        // A period that is not over at the moment is not before it.
        long before = bounds.before().map(time.grid()::ordinalOf).orElse(Long.MAX_VALUE);
        long end = Math.min(until, before);
        return Optional.of(from < end ? IntervalSet.of(from, end) : IntervalSet.empty());
    }

    private static IntervalSet ordinals(Partitioning alone, String text) {
        PartitionSet set = alone.parse(text);
        return set.timeIntervals();
    }
}
