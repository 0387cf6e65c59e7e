package io.hindcast.partition;

import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Partitions by time.
 *
 * @param column the partition column
 * @param grid the grain and zone its periods are counted in
 * @param declared the declared ordinals; until is {@link Long#MAX_VALUE} when no end was declared
 * @param format how the column writes a period when it is a string or an integer, such as {@code yyyyMM}
 */
public record TimeDimension(String column, TimeGrid grid, Interval declared, Optional<String> format)
        implements Dimension {

    public TimeDimension {
        Columns.check(column);
        Objects.requireNonNull(grid, "grid");
        Objects.requireNonNull(declared, "declared");
        Objects.requireNonNull(format, "format");
    }

    /** A time dimension whose column is a date or timestamp. */
    public static TimeDimension of(String column, TimeGrid grid, Interval declared) {
        return new TimeDimension(column, grid, declared, Optional.empty());
    }

    @Override
    public Slice domain() {
        return new TimeSlice(IntervalSet.of(declared.from(), declared.until()));
    }

    /** The declared periods; where no end is declared, those that are complete at an instant. */
    Slice extent(Instant now) {
        long until = declared.until() == Long.MAX_VALUE ? grid.firstIncomplete(now) : declared.until();
        return new TimeSlice(IntervalSet.of(declared.from(), until));
    }

    @Override
    public boolean sameShape(Dimension other) {
        return other instanceof TimeDimension time
                && column.equals(time.column)
                && grid.samePeriods(time.grid)
                && format.equals(time.format);
    }

    @Override
    public String shape() {
        // Hours are the same in every zone.
        String zone = grid.grain() == Grain.HOUR ? "" : " " + grid.zone();
        return column + " " + grid.grain().word() + zone
                + format.map(text -> " " + text).orElse("");
    }
}
