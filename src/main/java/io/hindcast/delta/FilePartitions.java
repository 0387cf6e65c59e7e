package io.hindcast.delta;

import com.fasterxml.jackson.databind.JsonNode;
import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.Coordinate;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.KeySlice;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.Slice;
import io.hindcast.partition.TimeDimension;
import io.hindcast.partition.TimeSlice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions a data file has rows of. Where the table's files are not partitioned by a dimension's column, it is
 * the range between the minimum and maximum of the column's statistics, and all of the dimension without them.
 */
final class FilePartitions {

    /** Longer texts are cut in statistics, so that the minimum is no value of the column. */
    private static final int STATISTICS_PREFIX = 32;

    private final Partitioning partitioning;
    private final PartitionValues codec;
    private final Map<String, String> physicalNames;
    private final Map<Map<String, @Nullable String>, PartitionSet> known = new HashMap<>();

    /**
     * @param physicalNames column of a dimension to its name in the log; columns that the table lacks are left out
     */
    FilePartitions(Partitioning partitioning, Map<String, String> physicalNames) {
        this.partitioning = partitioning;
        this.codec = PartitionValues.of(partitioning);
        this.physicalNames = Map.copyOf(physicalNames);
    }

    /** The partitions of a file; empty when its rows lie outside. */
    PartitionSet of(LogFile file) {
        Map<String, @Nullable String> values = file.values().orElse(Map.of());
        if (partitioning.dimensions().stream().allMatch(d -> values.containsKey(physicalName(d)))) {
            // Files of one partition are many, and a set costs more to make than to find.
            return known.computeIfAbsent(values, v -> box(file, v));
        }
        return box(file, values);
    }

    /** Whether the file's partitions depend on statistics that it does not have. */
    boolean needsStatistics(LogFile file) {
        Map<String, @Nullable String> values = file.values().orElse(Map.of());
        return file.stats().isEmpty()
                && partitioning.dimensions().stream().anyMatch(d -> !values.containsKey(physicalName(d)));
    }

    private PartitionSet box(LogFile file, Map<String, @Nullable String> values) {
        List<Slice> slices = new ArrayList<>();
        for (Dimension dimension : partitioning.dimensions()) {
            Slice slice = values.containsKey(physicalName(dimension))
                    ? ofValue(dimension, values.get(physicalName(dimension)))
                    : ofStatistics(dimension, file.statistics());
            if (slice.isEmpty()) {
                return PartitionSet.empty(partitioning);
            }
            slices.add(slice);
        }
        return PartitionSet.box(partitioning, slices);
    }

    private String physicalName(Dimension dimension) {
        return physicalNames.getOrDefault(dimension.column(), dimension.column());
    }

    private Slice ofValue(Dimension dimension, @Nullable String value) {
        if (dimension instanceof TimeDimension time) {
            // A table of others may be cut finer than it is declared: its days lie in months.
            OptionalLong period = value == null ? OptionalLong.empty() : codec.periodHolding(time, value);
            return new TimeSlice(period.isPresent() ? IntervalSet.point(period.getAsLong()) : IntervalSet.empty());
        }
        TreeSet<String> keys = new TreeSet<>();
        Optional<Coordinate> key = value == null ? Optional.empty() : codec.decode(dimension, value);
        key.ifPresent(k -> keys.add(((Coordinate.Key) k).value()));
        return new KeySlice(keys);
    }

    private Slice ofStatistics(Dimension dimension, JsonNode statistics) {
        JsonNode least = statistics.path("minValues").path(physicalName(dimension));
        JsonNode most = statistics.path("maxValues").path(physicalName(dimension));
        if (least.isValueNode() && most.isValueNode() && !least.isNull() && !most.isNull()) {
            return between(dimension, least.asText(), most.asText());
        }
        JsonNode nulls = statistics.path("nullCount").path(physicalName(dimension));
        boolean onlyNulls = nulls.isIntegralNumber()
                && nulls.asLong() == statistics.path("numRecords").asLong(-1);
        return onlyNulls ? ofValue(dimension, null) : dimension.domain();
    }

    private Slice between(Dimension dimension, String least, String most) {
        if (least.equals(most) && least.length() < STATISTICS_PREFIX) {
            return ofValue(dimension, least);
        }
        if (!(dimension instanceof TimeDimension time)) {
            return keysBetween(dimension, least, most);
        }
        if (!codec.sortsAsTime(time)) {
            // The least text is not the earliest time.
            return dimension.domain();
        }
        OptionalLong first = codec.periodHolding(time, least);
        OptionalLong last = codec.periodHolding(time, most);
        boolean known = first.isPresent() && last.isPresent() && first.getAsLong() <= last.getAsLong();
        return known ? new TimeSlice(IntervalSet.of(first.getAsLong(), last.getAsLong() + 1)) : dimension.domain();
    }

    /** A minimum that was cut is less than what it was, and a maximum that was cut is made greater. */
    private static Slice keysBetween(Dimension dimension, String least, String most) {
        if (!(dimension.domain() instanceof KeySlice all)) {
            return dimension.domain();
        }
        byte[] from = utf8(least);
        byte[] to = utf8(most);
        TreeSet<String> keys = new TreeSet<>();
        for (String key : all.keys()) {
            byte[] bytes = utf8(key);
            if (Arrays.compareUnsigned(from, bytes) <= 0 && Arrays.compareUnsigned(bytes, to) <= 0) {
                keys.add(key);
            }
        }
        return new KeySlice(keys);
    }

    /** Texts are ordered by their bytes in statistics. */
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
