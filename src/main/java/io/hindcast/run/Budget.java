package io.hindcast.run;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a run may use at most. Nothing new begins once one of these is met; what runs goes on to its commit.
 *
 * @param partitions how many are computed, at least one
 * @param bytes that are written, at least one
 * @param coreHours above zero
 * @param money in the currency of the declared rate, above zero
 * @param wall time from its begin, above zero
 * @param until the moment by the clock
 */
public record Budget(
        OptionalLong partitions,
        OptionalLong bytes,
        OptionalDouble coreHours,
        OptionalDouble money,
        Optional<Duration> wall,
        Optional<Until> until) {

    /** No limits. */
    public static final Budget NONE = new Budget(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty());

    /** A moment as people name it. */
    public sealed interface Until {

        /** The first such moment after one, where clocks show the time of a zone. */
        Instant after(Instant begin, ZoneId zone);

        /** The next time that the clock shows this. */
        record Clock(LocalTime time) implements Until {
            @Override
            public Instant after(Instant begin, ZoneId zone) {
                ZonedDateTime today = begin.atZone(zone);
                ZonedDateTime at = today.with(time);
                return (at.toInstant().isAfter(begin) ? at : today.plusDays(1).with(time)).toInstant();
            }

            @Override
            public String toString() {
                return time.toString();
            }
        }

        /** One moment. */
        record Moment(Instant instant) implements Until {
            @Override
            public Instant after(Instant begin, ZoneId zone) {
                return instant;
            }

            @Override
            public String toString() {
                return instant.toString();
            }
        }
    }

    /** What this says, and of what it says nothing, what the other says. */
    public Budget or(Budget other) {
        return new Budget(
                partitions.isPresent() ? partitions : other.partitions,
                bytes.isPresent() ? bytes : other.bytes,
                coreHours.isPresent() ? coreHours : other.coreHours,
                money.isPresent() ? money : other.money,
                wall.or(() -> other.wall),
                until.or(() -> other.until));
    }

    /** When it is used up by the clock, whatever was done; empty where it says nothing of time. */
    public Optional<Instant> endOf(Instant begin, ZoneId zone) {
        Optional<Instant> byWall = wall.map(begin::plus);
        Optional<Instant> byClock = until.map(moment -> moment.after(begin, zone));
        return Stream.of(byWall, byClock).flatMap(Optional::stream).min(Instant::compareTo);
    }

    /** Whether it limits nothing. */
    public boolean isNone() {
        return equals(NONE);
    }

    Budget withPartitions(long most) {
        return new Budget(OptionalLong.of(most), bytes, coreHours, money, wall, until);
    }

    Budget withBytes(long most) {
        return new Budget(partitions, OptionalLong.of(most), coreHours, money, wall, until);
    }

    Budget withCoreHours(double most) {
        return new Budget(partitions, bytes, OptionalDouble.of(most), money, wall, until);
    }

    Budget withMoney(double most) {
        return new Budget(partitions, bytes, coreHours, OptionalDouble.of(most), wall, until);
    }

    Budget withWall(Duration most) {
        return new Budget(partitions, bytes, coreHours, money, Optional.of(most), until);
    }

    Budget withUntil(Until moment) {
        return new Budget(partitions, bytes, coreHours, money, wall, Optional.of(moment));
    }

    /** As it is written on the command line; empty for no limits. */
    @Override
    public String toString() {
        return BudgetText.of(this);
    }
}
