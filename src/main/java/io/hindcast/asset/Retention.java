package io.hindcast.asset;

import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import io.hindcast.problem.Counts;
import java.time.Instant;
import java.time.Period;

/** How long partitions are kept, counted from the end of their period. */
public final class Retention {

    private Retention() {}

    /**
     * The declared partitions that need not be there any more; none where partitions are not by time.
     *
     * @param kept how long they are kept, by the calendar of the partitions' zone
     */
    public static PartitionSet beyond(Partitioning partitioning, Period kept, Instant now) {
        if (partitioning.time().isEmpty()) {
            return PartitionSet.empty(partitioning);
        }
        TimeDimension time = partitioning.time().get();
        Instant since = now.atZone(time.grid().zone()).minus(kept).toInstant();
        return partitioning
                .domain()
                .restrictTime(IntervalSet.of(Long.MIN_VALUE, time.grid().firstIncomplete(since)));
    }

    /** How long that is, in words. */
    public static String words(Period kept) {
        if (kept.getYears() > 0) {
            return Counts.of(kept.getYears(), "year");
        }
        return kept.getMonths() > 0 ? Counts.of(kept.getMonths(), "month") : Counts.of(kept.getDays(), "day");
    }
}
