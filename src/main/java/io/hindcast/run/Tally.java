package io.hindcast.run;

import java.util.Collection;

/** Counts of partitions so far. */
public record Tally(
        long planned, long committed, long unchanged, long skipped, long quarantined, long waiting, long refused) {

    static Tally of(long planned) {
        return new Tally(planned, 0, 0, 0, 0, 0, 0);
    }

    Tally committed(long changedCount, long unchangedCount) {
        return new Tally(
                planned, committed + changedCount, unchanged + unchangedCount, skipped, quarantined, waiting, refused);
    }

    Tally notRun(Notice.Cause cause, long count) {
        return switch (cause) {
            case UP_TO_DATE -> new Tally(planned, committed, unchanged, skipped + count, quarantined, waiting, refused);
            case WAITING -> new Tally(planned, committed, unchanged, skipped, quarantined, waiting + count, refused);
            case FOREIGN_WRITE ->
                new Tally(planned, committed, unchanged, skipped, quarantined, waiting, refused + count);
        };
    }

    Tally quarantined(long count) {
        return new Tally(planned, committed, unchanged, skipped, quarantined + count, waiting, refused);
    }

    /** Partitions that were computed, those that were set aside among them, or are about to be. */
    long computed(Collection<Fragment> running) {
        return committed
                + unchanged
                + quarantined
                + running.stream()
                        .mapToLong(fragment -> fragment.partitions().count())
                        .sum();
    }

    /** Planned partitions that are neither built, found up to date, nor set aside. */
    public long left() {
        return planned - committed - unchanged - skipped - quarantined;
    }

    /** Planned partitions of which nothing more is to come. */
    public long settled() {
        return committed + unchanged + skipped + quarantined + waiting + refused;
    }
}
