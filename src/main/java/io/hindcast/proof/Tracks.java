package io.hindcast.proof;

import io.hindcast.asset.AlignedColumn;
import io.hindcast.interval.IntervalSet;
import io.hindcast.spark.Scala;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.DateAdd;
import org.apache.spark.sql.catalyst.expressions.DateSub;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;

/**
 * What is known of the partitions that rows come from: one track for each partition column of an input, or for several of
 * them that are known to lie a certain way apart. Columns are numbers.
 */
record Tracks(List<Track> tracks) {

    /** Rows that are the same in any batch. */
    static final Tracks NONE = new Tracks(List.of());

    Tracks {
        tracks = List.copyOf(tracks);
    }

    /** What may lie between two columns. */
    enum Shifts {
        /** Whole days, added to or taken from a date. */
        DAYS,
        /** Nothing. */
        NONE
    }

    /**
     * What rows are made of.
     *
     * @param column of the asset's partitions, by which it is read
     * @param at how far behind its track the period lies of which it is made
     * @param allowed how far behind a partition it may lie: no other periods are sure to be there
     * @param isSure whether no row is without it
     */
    record Need(String column, long at, IntervalSet allowed, boolean isSure) {

        Need behind(long further) {
            return new Need(column, at + further, allowed, isSure);
        }

        Need unsure() {
            return new Need(column, at, allowed, false);
        }
    }

    /**
     * A period, or a key.
     *
     * @param needs what rows are made of
     * @param columns those of the rows that hold it, each with how far behind it what it holds lies; not empty
     */
    record Track(List<Need> needs, Map<Long, Long> columns) {

        Track {
            needs = List.copyOf(needs);
            columns = Map.copyOf(columns);
        }

        private Track and(Track other, long otherBehind) {
            Map<Long, Long> both = new HashMap<>(columns);
            other.columns.forEach((column, behind) -> both.put(column, behind + otherBehind));
            return new Track(and(other.needs, otherBehind).needs, both);
        }

        private Track and(List<Need> others, long behind) {
            List<Need> both = new ArrayList<>(needs);
            others.forEach(need -> both.add(need.behind(behind)));
            return new Track(both, columns);
        }
    }

    /** A column and what is added to it. */
    private record Shifted(long column, long by) {}

    /** The rows of a relation that is cut to what partitions read. */
    static Tracks of(List<AlignedColumn> aligned, List<Attribute> output) {
        Map<String, Attribute> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        output.forEach(column -> byName.put(column.name(), column));
        return new Tracks(aligned.stream()
                .map(column -> new Track(
                        List.of(new Need(column.own(), 0, column.offsets(), true)),
                        Map.of(Columns.id(Objects.requireNonNull(byName.get(column.input()))), 0L)))
                .toList());
    }

    boolean isNone() {
        return tracks.isEmpty();
    }

    /**
     * Whether in every row all that it is made of lies where it is read.
     *
     * @param output the columns of the result by name
     */
    boolean lieAsAllowed(Map<String, Long> output) {
        return tracks.stream()
                .allMatch(track -> track.needs().stream().allMatch(need -> {
                    Long partition = track.columns().get(output.getOrDefault(need.column(), -1L));
                    return partition != null && need.allowed().contains(need.at() - partition);
                }));
    }

    /** Whether no row has another value of a partition column than the batch. */
    boolean keep(String column, Map<String, Long> output) {
        return tracks.stream()
                .flatMap(track -> track.needs().stream()
                        .filter(need -> need.isSure()
                                && need.column().equals(column)
                                && need.allowed().equals(IntervalSet.point(0)))
                        .map(need -> Optional.ofNullable(track.columns().get(output.getOrDefault(column, -1L)))
                                .filter(behind -> behind == need.at())))
                .anyMatch(Optional::isPresent);
    }

    /** Whether anything is read by a partition column. */
    boolean mention(String column) {
        return tracks.stream()
                .flatMap(track -> track.needs().stream())
                .anyMatch(need -> need.column().equals(column));
    }

    /** Those of the same rows with fewer columns; empty where a track is lost. */
    Optional<Tracks> visible(Set<Long> columns) {
        List<Track> seen = new ArrayList<>();
        for (Track track : tracks) {
            Map<Long, Long> left = new HashMap<>(track.columns());
            left.keySet().retainAll(columns);
            if (left.isEmpty()) {
                return Optional.empty();
            }
            seen.add(new Track(track.needs(), left));
        }
        return Optional.of(new Tracks(seen));
    }

    /** Those of the same rows with computed columns; empty where a track is lost. */
    Optional<Tracks> renamed(List<NamedExpression> columns, Shifts shifts) {
        Map<Long, Shifted> origins = new HashMap<>();
        columns.forEach(column ->
                shifted((Expression) column, shifts).ifPresent(origin -> origins.put(Columns.id(column), origin)));
        List<Track> more = tracks.stream()
                .map(track -> {
                    Map<Long, Long> held = new HashMap<>(track.columns());
                    origins.forEach((column, origin) -> behind(track, origin).ifPresent(b -> held.put(column, b)));
                    return new Track(track.needs(), held);
                })
                .toList();
        return new Tracks(more).visible(origins.keySet());
    }

    /** The same where rows that come from elsewhere are never taken together; empty where they may be. */
    Optional<Tracks> within(List<Expression> groups, Shifts shifts) {
        List<Shifted> told =
                groups.stream().flatMap(each -> shifted(each, shifts).stream()).toList();
        boolean areApart = tracks.stream()
                .allMatch(track ->
                        told.stream().anyMatch(column -> behind(track, column).isPresent()));
        return areApart ? Optional.of(this) : Optional.empty();
    }

    /** Rows of both, in any combination. */
    Tracks beside(Tracks other) {
        return new Tracks(Stream.concat(tracks.stream(), other.tracks.stream()).toList());
    }

    /** The rows for which a condition holds. */
    Tracks whereEqual(Expression condition, Shifts shifts) {
        Tracks where = this;
        for (Equality equality : equalities(condition, shifts)) {
            where = where.whereEqual(equality);
        }
        return where;
    }

    private Tracks whereEqual(Equality equality) {
        Optional<Track> one = holding(equality.one());
        Optional<Track> other = holding(equality.other());
        if (one.isEmpty() || other.isEmpty() || one.equals(other)) {
            return this;
        }
        List<Track> rest = new ArrayList<>(tracks);
        rest.removeAll(List.of(one.get(), other.get()));
        rest.add(one.get().and(other.get(), apart(one.get(), other.get(), equality)));
        return new Tracks(rest);
    }

    /**
     * These rows, each with what it is joined with, which may be nothing; empty where that does not lie a certain way apart
     * from it.
     */
    Optional<Tracks> joined(Tracks others, Optional<Expression> condition, Shifts shifts) {
        List<Equality> equalities =
                condition.map(each -> equalities(each, shifts)).orElse(List.of());
        List<Track> with = new ArrayList<>(tracks);
        for (Track other : others.tracks) {
            Optional<Equality> link = equalities.stream()
                    .flatMap(each -> Stream.of(each, each.turned()))
                    .filter(each -> holding(each.one()).isPresent()
                            && other.columns().containsKey(each.other().column()))
                    .findFirst();
            if (link.isEmpty()) {
                return Optional.empty();
            }
            // The columns of what is joined hold nothing where there is nothing.
            List<Need> needs = other.needs().stream().map(Need::unsure).toList();
            with.replaceAll(
                    track -> track.columns().containsKey(link.get().one().column())
                            ? track.and(needs, apart(track, other, link.get()))
                            : track);
        }
        return Optional.of(new Tracks(with));
    }

    private Optional<Track> holding(Shifted column) {
        return tracks.stream()
                .filter(track -> track.columns().containsKey(column.column()))
                .findFirst();
    }

    /** How far the other track lies behind the one where the columns are equal. */
    private static long apart(Track one, Track other, Equality equality) {
        return behind(one, equality.one()).orElseThrow()
                - behind(other, equality.other()).orElseThrow();
    }

    private static Optional<Long> behind(Track track, Shifted column) {
        return Optional.ofNullable(track.columns().get(column.column())).map(behind -> behind + column.by());
    }

    /** Two columns that are equal once something is added to them. */
    private record Equality(Shifted one, Shifted other) {

        Equality turned() {
            Shifted first = other;
            Shifted second = one;
            return new Equality(first, second);
        }
    }

    private static List<Equality> equalities(Expression condition, Shifts shifts) {
        List<Expression> parts = new ArrayList<>();
        Columns.conjuncts(condition, parts);
        return parts.stream()
                .filter(part -> part instanceof EqualTo || part instanceof EqualNullSafe)
                .flatMap(part -> {
                    List<Expression> sides = Scala.list(part.children());
                    return shifted(sides.get(0), shifts)
                            .flatMap(one -> shifted(sides.get(1), shifts).map(other -> new Equality(one, other)))
                            .stream();
                })
                .toList();
    }

    /** What an expression adds to which column, if that is all it does. */
    private static Optional<Shifted> shifted(Expression expression, Shifts shifts) {
        if (expression instanceof AttributeReference attribute) {
            return Collations.isExact(attribute.dataType())
                    ? Optional.of(new Shifted(Columns.id(attribute), 0))
                    : Optional.empty();
        }
        if (expression instanceof Alias alias) {
            return shifted(alias.child(), shifts);
        }
        if (shifts == Shifts.DAYS && expression instanceof DateAdd add) {
            return added(add.startDate(), add.days(), 1, shifts);
        }
        if (shifts == Shifts.DAYS && expression instanceof DateSub sub) {
            return added(sub.startDate(), sub.days(), -1, shifts);
        }
        return Optional.empty();
    }

    private static Optional<Shifted> added(Expression date, Expression days, int sign, Shifts shifts) {
        OptionalLong number = whole(days);
        return number.isEmpty()
                ? Optional.empty()
                : shifted(date, shifts)
                        .map(column -> new Shifted(column.column(), column.by() + sign * number.getAsLong()));
    }

    private static OptionalLong whole(Expression constant) {
        return constant.foldable() && constant.eval(null) instanceof Number number
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }
}
