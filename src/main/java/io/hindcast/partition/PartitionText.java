package io.hindcast.partition;

import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the text form of sets. Ranges are inclusive here: this and {@link PartitionParser} are the one door. */
final class PartitionText {

    static final String EVERYTHING = "*";
    static final String RANGE = "..";

    private static final long EXAMPLE_DAY = 20_454;

    private PartitionText() {}

    static String of(Partitioning partitioning, List<Box> boxes) {
        return boxes.stream().map(box -> box(partitioning, box)).collect(Collectors.joining("|"));
    }

    private static String box(Partitioning partitioning, Box box) {
        List<Dimension> dimensions = partitioning.dimensions();
        return switch (dimensions.size()) {
            case 0 -> EVERYTHING;
            case 1 -> slice(dimensions.get(0), box.slices().get(0));
            default ->
                IntStream.range(0, dimensions.size())
                        .mapToObj(i -> encoded(dimensions.get(i).column()) + "="
                                + slice(dimensions.get(i), box.slices().get(i)))
                        .collect(Collectors.joining("&"));
        };
    }

    private static String slice(Dimension dimension, Slice slice) {
        if (dimension instanceof TimeDimension time) {
            Grain grain = time.grid().grain();
            return ((TimeSlice) slice)
                    .ordinals().intervals().stream()
                            .map(range -> range(grain, range))
                            .collect(Collectors.joining(","));
        }
        return ((KeySlice) slice).keys().stream().map(PartitionText::encoded).collect(Collectors.joining(","));
    }

    private static String range(Grain grain, Interval range) {
        String first = range.from() == Long.MIN_VALUE ? "" : grain.text(range.from());
        String last = range.until() == Long.MAX_VALUE ? "" : grain.text(range.until() - 1);
        return first.equals(last) && !first.isEmpty() ? first : first + RANGE + last;
    }

    /** A key or column with all but {@code A-Za-z0-9_-} percent-encoded, so that none can be mistaken for syntax. */
    static String encoded(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain((char) octet)) {
                text.append((char) octet);
            } else {
                text.append(String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
            }
        }
        return text.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    /** One partition as it may be written, for messages. */
    static String example(Partitioning partitioning) {
        return of(
                partitioning,
                List.of(new Box(partitioning.dimensions().stream()
                        .map(PartitionText::exampleSlice)
                        .toList())));
    }

    private static Slice exampleSlice(Dimension dimension) {
        if (dimension instanceof TimeDimension time) {
            long from = time.declared().from();
            long ordinal = from == Long.MIN_VALUE ? exampleOrdinal(time.grid().grain()) : from;
            return new TimeSlice(IntervalSet.point(ordinal));
        }
        String key = ((KeyDimension) dimension).keys() instanceof KeySource.Listed listed
                        && !listed.keys().isEmpty()
                ? listed.keys().first()
                : "KEY";
        return new KeySlice(Keys.copyOf(List.of(key)));
    }

    /** A period of 2026, which most declarations hold. */
    private static long exampleOrdinal(Grain grain) {
        return grain.ordinalOf(Grain.DAY.start(EXAMPLE_DAY));
    }

    /** What may be written, for messages. */
    static String legal(Partitioning partitioning) {
        if (partitioning.dimensions().isEmpty()) {
            return EVERYTHING;
        }
        return "a set such as " + example(partitioning)
                + (partitioning.time().isPresent() ? "; ranges are written first..last" : "")
                + "; a comma separates values, & columns, | alternatives, and * means all";
    }
}
