package io.hindcast.interval;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The periods of a grain as stretches of real time. Days and coarser begin and end at the midnights of a zone, so that
 * a day has 23, 24 or 25 hours; hours are those of UTC whatever the zone.
 *
 * @param grain how long a period is
 * @param zone whose days are meant; of hours, whose days a date written by a person means
 */
public record TimeGrid(Grain grain, ZoneId zone) {

    /** Days that a zone left out (Pacific/Apia had no 2011-12-30): they hold no time. Looked up once per zone. */
    private static final Map<ZoneId, IntervalSet> SKIPPED_DAYS = new ConcurrentHashMap<>();

    private static final long SECONDS_OF_HOUR = 3600;

    public TimeGrid {
        Objects.requireNonNull(grain, "grain");
        Objects.requireNonNull(zone, "zone");
    }

    /** The grid of a grain in UTC. */
    public static TimeGrid utc(Grain grain) {
        return new TimeGrid(grain, ZoneOffset.UTC);
    }

    /** Whether both count the same periods: hours are the same in every zone. */
    public boolean samePeriods(TimeGrid other) {
        return grain == other.grain && (grain == Grain.HOUR || zone.equals(other.zone));
    }

    /** The period that a clock of the zone shows at an instant. */
    public long ordinalOf(Instant instant) {
        return ordinalAt(instant.getEpochSecond());
    }

    /** The first instant of a period; of a day that the zone skipped, the instant where it would have been. */
    public Instant start(long ordinal) {
        return Instant.ofEpochSecond(startSecond(ordinal));
    }

    /**
     * The first instant after the last one of a period. Where clocks are set back across midnight it is later than the
     * start of the next period: the end of the day then happens twice.
     */
    public Instant end(long ordinal) {
        return Instant.ofEpochSecond(endSecond(ordinal));
    }

    /** The first period that is not over at an instant: all before it are complete. */
    public long firstIncomplete(Instant now) {
        return firstEndingAfter(now.getEpochSecond());
    }

    /**
     * The periods of another grid that overlap the periods of a set of this one: those that share an instant. Between
     * grains of a day or more in one zone this is calendar arithmetic. A day that the zone skipped overlaps nothing but
     * itself. Costs time per range, not per ordinal.
     *
     * @param other whose periods to return
     * @param set ordinals of this grid
     */
    public IntervalSet alignTo(TimeGrid other, IntervalSet set) {
        if (samePeriods(other)) {
            return set;
        }
        IntervalSet existing = set.minus(skipped());
        boolean byCalendar = grain != Grain.HOUR && other.grain != Grain.HOUR && zone.equals(other.zone);
        IntervalSet aligned = byCalendar
                ? existing.mapRanges(
                        first -> other.grain.ordinalOf(grain.start(first)),
                        last -> other.grain.ordinalOf(grain.start(last + 1).minusNanos(1)))
                : existing.mapRanges(
                        first -> other.firstEndingAfter(startSecond(first)),
                        last -> other.lastStartingBefore(endSecond(last)));
        return aligned.minus(other.skipped());
    }

    /**
     * The periods of this grid that overlap the period a person wrote, in whatever grain it is written; an hour is one
     * of UTC, a date a day of the zone. Empty when the text is no period.
     */
    public Optional<IntervalSet> overlapping(String text) {
        return PeriodText.parse(text)
                .map(period -> new TimeGrid(period.grain(), zone).alignTo(this, IntervalSet.point(period.ordinal())));
    }

    /** Whether a period that a person wrote begins within one of this grid: the latter then counts as a whole. */
    public boolean isEnteredWithin(String text) {
        return PeriodText.parse(text).stream().anyMatch(period -> {
            TimeGrid written = new TimeGrid(period.grain(), zone);
            IntervalSet own = written.alignTo(this, IntervalSet.point(period.ordinal()));
            return !own.isEmpty() && written.start(period.ordinal()).isAfter(start(own.first()));
        });
    }

    /** Whether a period that a person wrote ends within one of this grid; a Monday is how a week is written. */
    public boolean isLeftWithin(String text) {
        return PeriodText.parse(text).stream().anyMatch(period -> {
            TimeGrid written = new TimeGrid(period.grain(), zone);
            IntervalSet own = written.alignTo(this, IntervalSet.point(period.ordinal()));
            boolean isName = grain == Grain.WEEK && period.grain() == Grain.DAY && !isEnteredWithin(text);
            return !own.isEmpty() && !isName && written.end(period.ordinal()).isBefore(end(own.last()));
        });
    }

    /** Why a text of the form of a period is none: the month, day or hour that the calendar has not. */
    public static Optional<String> missingFromCalendar(String text) {
        return PeriodText.missing(text);
    }

    /** Zones differ by whole seconds, so that all periods begin on one; seconds are counted from the epoch. */
    private long ordinalAt(long second) {
        if (grain == Grain.HOUR) {
            return Math.floorDiv(second, SECONDS_OF_HOUR);
        }
        ZoneOffset offset = zone.getRules().getOffset(Instant.ofEpochSecond(second));
        return grain.ordinalOf(LocalDateTime.ofEpochSecond(second, 0, offset));
    }

    private long startSecond(long ordinal) {
        return grain == Grain.HOUR
                ? Math.multiplyExact(ordinal, SECONDS_OF_HOUR)
                : second(grain.start(ordinal), ZoneOffsetTransition::getOffsetBefore);
    }

    private long endSecond(long ordinal) {
        return grain == Grain.HOUR
                ? Math.multiplyExact(ordinal + 1, SECONDS_OF_HOUR)
                : second(grain.start(ordinal + 1), ZoneOffsetTransition::getOffsetAfter);
    }

    /** When a clock shows a midnight: the end of the gap when it never does, one of two times when it does twice. */
    private long second(LocalDateTime midnight, Function<ZoneOffsetTransition, ZoneOffset> whenTwice) {
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition transition = rules.getTransition(midnight);
        if (transition == null) {
            return midnight.toEpochSecond(rules.getOffset(midnight));
        }
        return transition.isGap() ? transition.toEpochSecond() : midnight.toEpochSecond(whenTwice.apply(transition));
    }

    private long firstEndingAfter(long second) {
        long ordinal = ordinalAt(second);
        while (endSecond(ordinal - 1) > second) {
            ordinal--;
        }
        while (endSecond(ordinal) <= second) {
            ordinal++;
        }
        return ordinal;
    }

    private long lastStartingBefore(long second) {
        long ordinal = ordinalAt(second);
        while (startSecond(ordinal + 1) < second) {
            ordinal++;
        }
        while (startSecond(ordinal) >= second) {
            ordinal--;
        }
        return ordinal;
    }

    private IntervalSet skipped() {
        return grain == Grain.DAY ? SKIPPED_DAYS.computeIfAbsent(zone, TimeGrid::skippedDays) : IntervalSet.empty();
    }

    private static IntervalSet skippedDays(ZoneId zone) {
        TimeGrid days = new TimeGrid(Grain.DAY, zone);
        ZoneRules rules = zone.getRules();
        IntervalSetBuilder skipped = new IntervalSetBuilder(1);
        for (ZoneOffsetTransition transition : rules.getTransitions()) {
            if (transition.isGap()) {
                LocalDate last = transition.getDateTimeAfter().toLocalDate();
                LocalDate first = transition.getDateTimeBefore().toLocalDate();
                first.datesUntil(last.plusDays(1))
                        .mapToLong(LocalDate::toEpochDay)
                        .filter(day -> !days.start(day).isBefore(days.end(day)))
                        .forEach(day -> skipped.add(day, day + 1));
            }
        }
        return skipped.build();
    }
}
