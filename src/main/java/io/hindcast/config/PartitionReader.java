package io.hindcast.config;

import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.KeySource;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import io.hindcast.problem.DeclarationProblems;
import io.hindcast.problem.FileProblems;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.TableProblems;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads {@code partition: {day: ds, from: 2013-01-01, keys: {origin: [EWR, JFK]}}}; dimensions in the order written. */
final class PartitionReader {

    private static final String EXAMPLE = "partition: {day: ds, from: 2026-01-01}";
    private static final List<String> RANGE = List.of("from", "until", "format");
    private static final Set<String> KNOWN = Set.of("keys", "from", "until", "format");
    private static final String KEYS_EXAMPLE = "keys: {origin: [EWR, JFK]}";

    /** The letters of all period texts after the year, so that a set of periods is not taken for one. */
    private static final Pattern PERIOD = Pattern.compile("\\d{4}(?!\\d)[0-9TQ-]*");

    private final ZoneId zone;
    private final ProblemLog log;

    PartitionReader(ZoneId zone, ProblemLog log) {
        this.zone = zone;
        this.log = log;
    }

    /** The partitioning; nothing when a problem was noted. */
    Optional<Partitioning> read(Optional<YamlValue> value) {
        if (value.isEmpty()) {
            return Optional.of(Partitioning.none());
        }
        int before = log.count();
        Optional<YamlMapping> mapping = value.get().mapping(EXAMPLE);
        List<Dimension> dimensions = mapping.map(this::dimensions).orElse(List.of());
        if (mapping.isPresent() && dimensions.isEmpty() && log.count() == before) {
            log.add(
                    FileProblems.missingKey("day", "partition", EXAMPLE),
                    value.get().place());
        }
        return log.count() == before ? Optional.of(new Partitioning(dimensions)) : Optional.empty();
    }

    private List<Dimension> dimensions(YamlMapping mapping) {
        List<Dimension> dimensions = new ArrayList<>();
        Optional<String> flat = Optional.empty();
        for (Grain grain : Grain.values()) {
            mapping.optional(grain.word());
        }
        for (String key : mapping.keys()) {
            Optional<Grain> grain = Grain.ofWord(key);
            if (grain.isPresent()) {
                YamlValue value = mapping.optional(key).orElseThrow();
                if (value.isMapping()) {
                    nested(grain.get(), value).ifPresent(dimensions::add);
                } else if (flat.isPresent()) {
                    log.add(DeclarationProblems.severalGrains(flat.get(), key), mapping.placeOf(key));
                } else {
                    flat = Optional.of(key);
                    value.text(EXAMPLE)
                            .flatMap(column -> time(grain.get(), column, value, mapping))
                            .ifPresent(dimensions::add);
                }
            } else if (key.equals("keys")) {
                mapping.optional(key).flatMap(v -> v.mapping(KEYS_EXAMPLE)).ifPresent(k -> dimensions.addAll(keys(k)));
            }
        }
        mapping.optional("keys");
        boolean isTimeMeant = mapping.keys().stream()
                .anyMatch(key -> !KNOWN.contains(key) && Grain.ofWord(key).isEmpty());
        if (isTimeMeant) {
            askForRange(mapping);
        }
        mapping.refuseOthers();
        refuseDuplicates(dimensions, mapping);
        return dimensions;
    }

    /** The keys that belong to a time dimension, also where that could not be read: no problems of their own. */
    private static void askForRange(YamlMapping mapping) {
        RANGE.forEach(mapping::optional);
    }

    private Optional<TimeDimension> nested(Grain grain, YamlValue value) {
        return value.mapping(EXAMPLE).flatMap(mapping -> {
            askForRange(mapping);
            Optional<TimeDimension> dimension = mapping.required("column", "{column: ds, from: 2026-01-01}")
                    .flatMap(column -> column.text("column: ds").flatMap(name -> time(grain, name, column, mapping)));
            mapping.refuseOthers();
            return dimension;
        });
    }

    private Optional<TimeDimension> time(Grain grain, String name, YamlValue where, YamlMapping mapping) {
        TimeGrid grid = new TimeGrid(grain, zone);
        Optional<String> column = Names.partitionColumn(name, where);
        Optional<String> format = mapping.optional("format")
                .flatMap(value -> value.text("format: yyyyMM").flatMap(text -> ColumnFormat.check(text, grain, value)));
        Optional<YamlValue> until = mapping.optional("until");
        Optional<IntervalSet> first = mapping.required("from", EXAMPLE).flatMap(value -> period(value, grid));
        Optional<IntervalSet> last = until.flatMap(value -> period(value, grid));
        noteWithin(mapping, "from", grid::isEnteredWithin, first, grid);
        noteWithin(mapping, "until", grid::isLeftWithin, last, grid);
        if (column.isEmpty() || first.isEmpty() || (until.isPresent() && last.isEmpty())) {
            return Optional.empty();
        }
        long start = first.get().first();
        long end = last.map(set -> set.last() + 1).orElse(Long.MAX_VALUE);
        if (start >= end) {
            String fromText = mapping.optional("from").orElseThrow().text("").orElseThrow();
            String untilText = until.orElseThrow().text("").orElseThrow();
            log.add(DeclarationProblems.emptyRange(fromText, untilText), mapping.placeOf("until"));
            return Optional.empty();
        }
        return Optional.of(new TimeDimension(column.get(), grid, new Interval(start, end), format));
    }

    /** A bound that lies within a partition is not one of those that its author thinks of. */
    private void noteWithin(
            YamlMapping mapping,
            String key,
            Predicate<String> isWithin,
            Optional<IntervalSet> ordinals,
            TimeGrid grid) {
        mapping.optional(key)
                .flatMap(value -> value.text(""))
                .filter(text -> ordinals.isPresent() && isWithin.test(text))
                .ifPresent(text -> log.note(
                        key + " " + text + (text.contains("T") ? ", an hour of UTC," : "")
                                + " lies within the partition "
                                + grid.grain().text(ordinals.get().first()) + ", which belongs to the range as a whole",
                        mapping.placeOf(key)));
    }

    /** All periods of the grid that overlap the one that is written, in whatever grain it is. */
    private Optional<IntervalSet> period(YamlValue value, TimeGrid grid) {
        Optional<String> text = value.text(value.name() + ": 2026-01-01");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (PERIOD.matcher(text.get()).matches()) {
            Interval always = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);
            Partitioning any = Partitioning.of(TimeDimension.of("period", grid, always));
            try {
                IntervalSet periods = any.parse(text.get()).timeIntervals();
                if (!periods.isEmpty()) {
                    return Optional.of(periods);
                }
            } catch (ProblemException e) {
                // said below in the words of a declaration
            }
        }
        return value.refuse(
                DeclarationProblems.illegalPeriod(value.name(), text.get(), TimeGrid.missingFromCalendar(text.get())));
    }

    private List<KeyDimension> keys(YamlMapping mapping) {
        List<KeyDimension> dimensions = new ArrayList<>();
        for (YamlValue value : mapping.all()) {
            Names.partitionColumn(value.name(), value)
                    .flatMap(column -> keySource(value).map(keys -> new KeyDimension(column, keys)))
                    .ifPresent(dimensions::add);
        }
        if (mapping.keys().isEmpty()) {
            log.add(FileProblems.missingKey("a column", "keys", KEYS_EXAMPLE), mapping.place());
        }
        return dimensions;
    }

    private Optional<KeySource> keySource(YamlValue value) {
        if (value.isMapping()) {
            return value.mapping(KEYS_EXAMPLE).flatMap(mapping -> {
                Optional<KeySource> source =
                        mapping.required("from", "{from: airports.faa}").flatMap(this::discovered);
                mapping.refuseOthers();
                return source;
            });
        }
        return value.list(KEYS_EXAMPLE).flatMap(items -> {
            Set<String> keys = new TreeSet<>();
            for (YamlValue item : items) {
                item.text(KEYS_EXAMPLE)
                        .filter(key -> !keys.add(key))
                        .ifPresent(key ->
                                item.refuse(DeclarationProblems.duplicateItem(key, "the keys of " + value.name())));
            }
            if (keys.contains(KeyDimension.RESERVED)) {
                value.refuse(TableProblems.reservedKey(KeyDimension.RESERVED, "the keys of " + value.name()));
            }
            return Optional.of(new KeySource.Listed(new TreeSet<>(keys)));
        });
    }

    private Optional<KeySource> discovered(YamlValue value) {
        return value.text("from: airports.faa").flatMap(text -> {
            String[] parts = text.split("\\.", -1);
            return parts.length == 2 && !parts[0].isBlank() && !parts[1].isBlank()
                    ? Optional.of(new KeySource.Discovered(parts[0], parts[1]))
                    : value.wrongType("a source and its column", "from: airports.faa");
        });
    }

    private void refuseDuplicates(Collection<? extends Dimension> dimensions, YamlMapping mapping) {
        Set<String> seen = new HashSet<>();
        for (Dimension dimension : dimensions) {
            if (!seen.add(dimension.column().toLowerCase(Locale.ROOT))) {
                log.add(DeclarationProblems.duplicateColumn(dimension.column(), "partition"), mapping.place());
            }
        }
    }
}
