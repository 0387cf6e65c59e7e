package io.hindcast.plan;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person or an orchestrator asks for. Sets are texts here: each is read in the partitioning of the asset that
 * it is applied to.
 *
 * @param select which assets and partitions; empty for all
 * @param bounds which partitions of what is selected
 * @param except partitions that are left alone
 * @param text the request in words, for the ledger
 */
public record Request(
        List<Term> select,
        Bounds bounds,
        Optional<String> except,
        Mode mode,
        Force force,
        Follow follow,
        Direction direction,
        String text) {

    public Request {
        select = List.copyOf(select);
    }

    /** Everything that is out of date. */
    public static Request everything() {
        return new Request(
                List.of(),
                Bounds.none(),
                Optional.empty(),
                Mode.OUT_OF_DATE,
                Force.NO,
                Follow.DOWNSTREAM,
                Direction.OLDEST_FIRST,
                "");
    }

    /** The same of what these terms select. */
    public Request selecting(List<Term> terms) {
        return new Request(terms, bounds, except, mode, force, follow, direction, text);
    }

    /** The same of all that is out of date, and no more than that. */
    public Request forcingNothing() {
        return new Request(select, bounds, except, Mode.OUT_OF_DATE, Force.NO, follow, direction, text);
    }

    /** The same of what is named, whatever its standing. */
    public Request forcingNamed() {
        return new Request(select, bounds, except, Mode.OUT_OF_DATE, Force.NAMED, follow, direction, text);
    }

    /** The same without what follows from it. */
    public Request followingNothing() {
        return new Request(select, bounds, except, mode, force, Follow.NOTHING, direction, text);
    }

    /** The same with what follows from it. */
    public Request followingDownstream() {
        return new Request(select, bounds, except, mode, force, Follow.DOWNSTREAM, direction, text);
    }

    /** The same in another order. */
    public Request going(Direction other) {
        return new Request(select, bounds, except, mode, force, follow, other, text);
    }

    /** The same in other words. */
    public Request saying(String other) {
        return new Request(select, bounds, except, mode, force, follow, direction, other);
    }

    /** Which of the selected partitions are rebuilt. */
    public enum Mode {
        OUT_OF_DATE,
        MISSING,
        QUARANTINED;

        /** As it is typed. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether what a term names is rebuilt although it is fresh or foreign. */
    public enum Force {
        NO,
        NAMED
    }

    /** Whether what follows from the selected partitions is rebuilt as well. */
    public enum Follow {
        DOWNSTREAM,
        NOTHING
    }

    /** In which order batches go where nothing forbids it. */
    public enum Direction {
        OLDEST_FIRST,
        NEWEST_FIRST
    }

    /**
     * A limit on partitions, as text.
     *
     * @param set a set in text form
     * @param from first period, inclusive
     * @param until last period, inclusive
     * @param before a moment, exclusive
     */
    public record Bounds(
            Optional<String> set, Optional<String> from, Optional<String> until, Optional<Instant> before) {

        /** No limit. */
        public static Bounds none() {
            return new Bounds(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** Whether this limits anything. */
        public boolean isNone() {
            return set.isEmpty() && from.isEmpty() && until.isEmpty() && before.isEmpty();
        }
    }
}
