package io.hindcast.testing;

import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.KeySource;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Partitionings in a few words; ranges are texts such as {@code 2013-01-01..2013-01-31}, open with {@code 2013-01-01..}. */
public final class Partitionings {

    private Partitionings() {}

    /** The days of 2013 in the column ds. */
    public static Partitioning day() {
        return days("2013-01-01..2013-12-31");
    }

    /** The months of 2013 in the column month. */
    public static Partitioning month() {
        return months("2013-01..2013-12");
    }

    /** One partition. */
    public static Partitioning none() {
        return Partitioning.none();
    }

    /** Hours in the column hour. */
    public static Partitioning hours(String range) {
        return time(Grain.HOUR, "hour", range, ZoneOffset.UTC);
    }

    /** Days in the column ds. */
    public static Partitioning days(String range) {
        return time(Grain.DAY, "ds", range, ZoneOffset.UTC);
    }

    /** Weeks in the column week. */
    public static Partitioning weeks(String range) {
        return time(Grain.WEEK, "week", range, ZoneOffset.UTC);
    }

    /** Months in the column month. */
    public static Partitioning months(String range) {
        return time(Grain.MONTH, "month", range, ZoneOffset.UTC);
    }

    /** Years in the column year. */
    public static Partitioning years(String range) {
        return time(Grain.YEAR, "year", range, ZoneOffset.UTC);
    }

    /** Periods of any grain. */
    public static Partitioning time(Grain grain, String column, String range, ZoneId zone) {
        TimeGrid grid = new TimeGrid(grain, zone);
        Partitioning any =
                Partitioning.of(TimeDimension.of(column, grid, new Interval(Long.MIN_VALUE, Long.MAX_VALUE)));
        boolean isOpen = range.endsWith("..");
        String closed = isOpen ? range.substring(0, range.length() - 2) : range;
        IntervalSet periods = any.parse(closed).timeIntervals();
        long until = isOpen ? Long.MAX_VALUE : periods.last() + 1;
        return Partitioning.of(TimeDimension.of(column, grid, new Interval(periods.first(), until)));
    }

    /** Listed keys. */
    public static Partitioning keys(String column, String... keys) {
        return Partitioning.of(new KeyDimension(column, new KeySource.Listed(new TreeSet<>(List.of(keys)))));
    }

    /** Keys that are the values of a source's column. */
    public static Partitioning keysFrom(String column, String source, String sourceColumn) {
        return Partitioning.of(new KeyDimension(column, new KeySource.Discovered(source, sourceColumn)));
    }

    /** The product of some. */
    public static Partitioning product(Partitioning... factors) {
        List<Dimension> dimensions = new ArrayList<>();
        for (Partitioning factor : factors) {
            dimensions.addAll(factor.dimensions());
        }
        return new Partitioning(dimensions);
    }
}
