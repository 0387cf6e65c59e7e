package io.hindcast.delta;

import io.hindcast.interval.Grain;
import io.hindcast.partition.Coordinate;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.Partition;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Translates between the values of partition columns and partitions. In the log all values are strings: a DATE is
 * {@code 2013-01-01}, a TIMESTAMP {@code 2013-01-01 05:00:00} or {@code 2013-01-01T05:00:00.000000Z}, and both are read
 * as UTC; strings and integers are written as the dimension's format says, or are keys.
 *
 * <p>A value that is null or empty, that is no period, or that is not the beginning of one, names no partition: the row
 * or file lies outside.
 */
public final class PartitionValues {

    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX]")
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter DELTA_TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);

    private static final Set<String> SORTED = Set.of("yyyy", "yyyyMM", "yyyyMMdd", "yyyyMMddHH");

    private final Partitioning partitioning;
    private final Map<String, DateTimeFormatter> formats;

    private PartitionValues(Partitioning partitioning) {
        this.partitioning = partitioning;
        this.formats = new TreeMap<>();
        for (Dimension dimension : partitioning.dimensions()) {
            if (dimension instanceof TimeDimension time) {
                time.format().ifPresent(pattern -> formats.put(time.column(), formatterOf(pattern)));
            }
        }
    }

    /**
     * The translation for a partitioning.
     *
     * @throws IllegalArgumentException when a format is no pattern of dates
     */
    public static PartitionValues of(Partitioning partitioning) {
        return new PartitionValues(partitioning);
    }

    private static DateTimeFormatter formatterOf(String pattern) {
        // What a pattern leaves out (the day of yyyyMM) is the beginning of the period.
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ROOT)
                .withChronology(IsoChronology.INSTANCE)
                .withResolverStyle(ResolverStyle.SMART);
    }

    /**
     * The partition that values name; empty when they lie outside.
     *
     * @param values partition column to value, as a Delta log has them; the letter case of columns does not count, other
     *     columns are left aside
     */
    public Optional<Partition> decode(Map<String, @Nullable String> values) {
        List<Coordinate> coordinates = new ArrayList<>();
        for (Dimension dimension : partitioning.dimensions()) {
            Optional<Coordinate> coordinate =
                    valueOf(dimension.column(), values).flatMap(v -> decode(dimension, v));
            if (coordinate.isEmpty()) {
                return Optional.empty();
            }
            coordinates.add(coordinate.get());
        }
        return Optional.of(new Partition(partitioning, coordinates));
    }

    private static Optional<String> valueOf(String column, Map<String, @Nullable String> values) {
        if (values.containsKey(column)) {
            return Optional.ofNullable(values.get(column));
        }
        for (Map.Entry<String, @Nullable String> entry : values.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(column)) {
                return Optional.ofNullable(entry.getValue());
            }
        }
        return Optional.empty();
    }

    /**
     * The partition that typed values name, as Spark's rows have them; empty when they lie outside.
     *
     * @param values one for each dimension, in their order: dates, timestamps (java.sql or java.time), integers or
     *     strings
     */
    public Optional<Partition> decodeTyped(List<? extends @Nullable Object> values) {
        List<Dimension> dimensions = partitioning.dimensions();
        if (values.size() != dimensions.size()) {
            throw new IllegalArgumentException(values + " are not values of " + partitioning);
        }
        Map<String, @Nullable String> texts = new TreeMap<>();
        for (int i = 0; i < dimensions.size(); i++) {
            texts.put(dimensions.get(i).column(), textOf(values.get(i)));
        }
        return decode(texts);
    }

    private static @Nullable String textOf(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof java.sql.Timestamp timestamp) {
            return timestamp.toInstant().toString();
        }
        // java.sql.Date, LocalDate, LocalDateTime, Instant and numbers write themselves in a form that is read above.
        return value.toString();
    }

    /** The coordinate of one value in one dimension; empty when it lies outside. */
    Optional<Coordinate> decode(Dimension dimension, String value) {
        if (value.isEmpty() || value.equals(KeyDimension.RESERVED)) {
            return Optional.empty();
        }
        if (dimension instanceof TimeDimension time) {
            return dateTime(time, value).flatMap(t -> exactly(time, t));
        }
        return Optional.of(new Coordinate.Key(value));
    }

    private static Optional<Coordinate> exactly(TimeDimension dimension, LocalDateTime time) {
        Grain grain = dimension.grid().grain();
        long ordinal = grain.ordinalOf(time);
        return grain.start(ordinal).equals(time) ? Optional.of(new Coordinate.Time(ordinal)) : Optional.empty();
    }

    /** The period that a value lies in, at its beginning or later; empty for what is no time. */
    OptionalLong periodHolding(TimeDimension dimension, String value) {
        return dateTime(dimension, value)
                .map(time -> OptionalLong.of(dimension.grid().grain().ordinalOf(time)))
                .orElse(OptionalLong.empty());
    }

    /** Whether its values sort as the times they mean: texts have year before month before day before hour, all padded. */
    boolean sortsAsTime(TimeDimension dimension) {
        return dimension
                .format()
                .map(format -> format.replaceAll("[^A-Za-z]", "").replace('u', 'y'))
                .map(SORTED::contains)
                .orElse(true);
    }

    private Optional<LocalDateTime> dateTime(TimeDimension dimension, String value) {
        try {
            DateTimeFormatter format = formats.get(dimension.column());
            if (format != null) {
                return Optional.of(beginning(format.parse(value)));
            }
            return Optional.of(value.indexOf(':') < 0 ? LocalDate.parse(value).atStartOfDay() : timestamp(value));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDateTime timestamp(String value) {
        TemporalAccessor parsed = TIMESTAMP.parse(value);
        LocalDateTime local = LocalDateTime.from(parsed);
        if (!parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
            return local;
        }
        return local.minusSeconds(parsed.getLong(ChronoField.OFFSET_SECONDS));
    }

    private static LocalDateTime beginning(TemporalAccessor parsed) {
        LocalDate whole = parsed.query(TemporalQueries.localDate());
        LocalDate date = whole != null ? whole : firstDay(parsed);
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (time != null) {
            return date.atTime(time);
        }
        return date.atTime(field(parsed, ChronoField.HOUR_OF_DAY, 0), 0);
    }

    private static LocalDate firstDay(TemporalAccessor parsed) {
        int year = field(parsed, ChronoField.YEAR, Year.MIN_VALUE);
        if (year == Year.MIN_VALUE) {
            throw new DateTimeParseException("no year", parsed.toString(), 0);
        }
        // getLong, for get asks these half-known dates for a range that they do not have.
        int quarter = parsed.isSupported(ChronoField.MONTH_OF_YEAR) || !parsed.isSupported(IsoFields.QUARTER_OF_YEAR)
                ? 1
                : Math.toIntExact(parsed.getLong(IsoFields.QUARTER_OF_YEAR));
        int month = field(parsed, ChronoField.MONTH_OF_YEAR, quarter * 3 - 2);
        return LocalDate.of(year, month, field(parsed, ChronoField.DAY_OF_MONTH, 1));
    }

    private static int field(TemporalAccessor parsed, ChronoField field, int otherwise) {
        return parsed.isSupported(field) ? Math.toIntExact(parsed.getLong(field)) : otherwise;
    }

    /** The values of a partition as a Delta log has them, by partition column; timestamps in UTC. */
    public Map<String, String> encode(Partition partition) {
        Map<String, String> values = new TreeMap<>();
        List<Dimension> dimensions = partitioning.dimensions();
        for (int i = 0; i < dimensions.size(); i++) {
            Coordinate coordinate = partition.coordinates().get(i);
            values.put(dimensions.get(i).column(), encode(dimensions.get(i), coordinate));
        }
        return values;
    }

    private String encode(Dimension dimension, Coordinate coordinate) {
        if (dimension instanceof TimeDimension time && coordinate instanceof Coordinate.Time at) {
            return encode(time, at.ordinal());
        }
        if (coordinate instanceof Coordinate.Key key) {
            return key.value();
        }
        throw new IllegalArgumentException(coordinate + " is no coordinate of " + dimension);
    }

    /** The value of a period as a Delta log has it: for hours a timestamp in UTC, else a date, or as the format says. */
    public String encode(TimeDimension dimension, long ordinal) {
        LocalDateTime start = dimension.grid().grain().start(ordinal);
        DateTimeFormatter format = formats.get(dimension.column());
        if (format != null) {
            return format.format(start);
        }
        return dimension.grid().grain() == Grain.HOUR
                ? DELTA_TIMESTAMP.format(start)
                : start.toLocalDate().toString();
    }
}
