package io.hindcast.plan;

import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/**
 * Packs a set into batches, unit by unit along time. As many units as fit are found by bisecting, so that a batch costs
 * the logarithm of the number of its units.
 */
final class Packing {

    private final PartitionSet set;
    private final long limit;
    private final Function<PartitionSet, List<PartitionSet>> parts;
    private final List<PartitionSet> batches = new ArrayList<>();
    private final List<PartitionSet> open = new ArrayList<>();
    private long held;
    /** All of the set that lies before this period is packed. */
    private long position = Long.MIN_VALUE;

    /**
     * Of a set.
     *
     * @param limit how many partitions a batch holds at most, as far as its parts are not larger
     * @param parts into what a unit is cut that is larger than that
     */
    Packing(PartitionSet set, long limit, Function<PartitionSet, List<PartitionSet>> parts) {
        this.set = set;
        this.limit = limit;
        this.parts = parts;
    }

    /**
     * Units one behind the other, each from where the one before ends.
     *
     * @param first the number of the first
     * @param until the number behind that of the last
     * @param end the first period behind a unit, by its number
     */
    record Units(long first, long until, LongUnaryOperator end) {}

    void add(Units units) {
        long unit = units.first();
        while (unit < units.until()) {
            long fitting = fitting(units, unit);
            if (fitting > unit) {
                addPart(upTo(units.end().applyAsLong(fitting - 1)));
                position = units.end().applyAsLong(fitting - 1);
                unit = fitting;
            } else {
                // One that is too large for what is open may be small enough for a batch of its own.
                PartitionSet next = upTo(units.end().applyAsLong(unit));
                (next.count() <= limit ? List.of(next) : parts.apply(next)).forEach(this::addPart);
                position = units.end().applyAsLong(unit);
                unit++;
            }
        }
    }

    List<PartitionSet> batches() {
        close();
        return List.copyOf(batches);
    }

    /** The number behind that of the last unit that still fits in what is open. */
    private long fitting(Units units, long first) {
        long fits = first;
        long step = 1;
        while (fits + step <= units.until() && fits(units, fits + step)) {
            fits += step;
            step *= 2;
        }
        while (step > 1) {
            step /= 2;
            fits += fits + step <= units.until() && fits(units, fits + step) ? step : 0;
        }
        return fits;
    }

    private boolean fits(Units units, long behind) {
        return upTo(units.end().applyAsLong(behind - 1)).count() <= limit - held;
    }

    private PartitionSet upTo(long end) {
        return set.restrictTime(IntervalSet.of(position, end));
    }

    private void addPart(PartitionSet part) {
        if (held > 0 && held + part.count() > limit) {
            close();
        }
        open.add(part);
        held += part.count();
    }

    private void close() {
        if (held > 0) {
            batches.add(PartitionSet.unionAll(set.partitioning(), open));
        }
        open.clear();
        held = 0;
    }
}
