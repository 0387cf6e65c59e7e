package io.hindcast.spark;

import io.hindcast.interval.Grain;
import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.TimeDimension;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The targets of a batch by their periods, and how to find them among rows that a plan holds. */
final class TargetRows {

    private static final long MICROS = 1_000_000;

    private final TimeDimension time;
    private final IntervalSet ordinals;

    private TargetRows(TimeDimension time, IntervalSet ordinals) {
        this.time = time;
        this.ordinals = ordinals;
    }

    /** Of targets that have periods. */
    static Optional<TargetRows> of(PartitionSet targets) {
        return targets.partitioning().time().map(time -> new TargetRows(time, targets.timeIntervals()));
    }

    /** Each target with no rows. */
    Map<Long, Set<InternalRow>> none() {
        Map<Long, Set<InternalRow>> none = new HashMap<>();
        ordinals.intervals().forEach(range -> {
            for (long ordinal = range.from(); ordinal < range.until(); ordinal++) {
                none.put(ordinal, noRows());
            }
        });
        return none;
    }

    /** Rows by their identity: those of directories are not compared. */
    static Set<InternalRow> noRows() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** Whether the other rows of a demand are the targets, and no others. */
    boolean areAmong(Demand demand) {
        return place(demand).isPresent()
                && IntervalSet.unionAll(demand.others().stream()
                                .map(row -> IntervalSet.point(ordinal(demand, row)))
                                .toList())
                        .equals(ordinals);
    }

    /** The period of a target. */
    long ordinal(Demand demand, InternalRow row) {
        int place = place(demand).orElseThrow();
        LocalDateTime begin = demand.columns().get(place).dataType().equals(DataTypes.DateType)
                ? LocalDate.ofEpochDay(row.getInt(place)).atStartOfDay()
                : LocalDateTime.ofEpochSecond(Math.floorDiv(row.getLong(place), MICROS), 0, ZoneOffset.UTC);
        return time.grid().grain().ordinalOf(begin);
    }

    /** The column that tells the period: that of the partitions, or where they begin. */
    private Optional<Integer> place(Demand demand) {
        return List.of(time.column(), "from").stream()
                .flatMap(name -> IntStream.range(0, demand.columns().size())
                        .filter(i -> demand.columns().get(i).name().equalsIgnoreCase(name))
                        .filter(i -> fits(demand.columns().get(i).dataType()))
                        .boxed())
                .findFirst();
    }

    private boolean fits(DataType type) {
        return type.equals(time.grid().grain() == Grain.HOUR ? DataTypes.TimestampType : DataTypes.DateType);
    }
}
