package io.hindcast.report;

import io.hindcast.difference.ColumnSpread;
import io.hindcast.problem.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the spread of a column moved, in words: only what is not the same on both sides. */
final class SpreadText {

    private static final int WIDEST_VALUE = 24;
    private static final List<String> QUARTILES = List.of("lower quartile", "median", "upper quartile");

    private SpreadText() {}

    /** Empty when nothing moved. */
    static String of(ColumnSpread spread) {
        return String.join("; ", parts(spread));
    }

    /** The little that tells most: the sum, the mean and the median of figures, two values of words, the ends of others. */
    static List<String> brief(ColumnSpread spread) {
        List<String> parts = new ArrayList<>();
        growth(spread).ifPresent(parts::add);
        moved(parts, "mean", spread.before().mean(), spread.after().mean());
        moved(
                parts,
                QUARTILES.get(1),
                at(spread.before().quartiles(), 1),
                at(spread.after().quartiles(), 1));
        spread.moved().stream().limit(2).map(SpreadText::text).forEach(parts::add);
        return parts.isEmpty() ? parts(spread) : parts;
    }

    private static Optional<String> growth(ColumnSpread spread) {
        return spread.sum()
                .filter(growth -> !growth.equals("0"))
                .map(growth -> "sum " + (growth.startsWith("-") ? growth : "+" + growth));
    }

    /** All that moved; nothing when nothing did. */
    static List<String> parts(ColumnSpread spread) {
        ColumnSpread.Spread before = spread.before();
        ColumnSpread.Spread after = spread.after();
        List<String> parts = new ArrayList<>();
        growth(spread).ifPresent(parts::add);
        moved(parts, "mean", before.mean(), after.mean());
        moved(parts, "least", before.least(), after.least());
        for (int i = 0; i < QUARTILES.size(); i++) {
            moved(parts, QUARTILES.get(i), at(before.quartiles(), i), at(after.quartiles(), i));
        }
        moved(parts, "most", before.most(), after.most());
        if (before.distinct() != after.distinct()) {
            parts.add("about " + Amounts.number(before.distinct()) + " -> " + Amounts.number(after.distinct())
                    + " different values");
        }
        spread.moved().stream().map(SpreadText::text).forEach(parts::add);
        return parts;
    }

    private static String text(ColumnSpread.Moved moved) {
        return value(moved.value()) + " " + Amounts.number(moved.before()) + " -> " + Counts.of(moved.after(), "row");
    }

    private static Optional<String> at(List<String> values, int index) {
        return index < values.size() ? Optional.of(values.get(index)) : Optional.empty();
    }

    private static void moved(List<String> parts, String what, Optional<String> before, Optional<String> after) {
        if (!before.equals(after)) {
            parts.add(what + " " + value(before) + " -> " + value(after));
        }
    }

    /** A value on one line. */
    static String value(Optional<String> text) {
        return text.map(value ->
                        value.isEmpty() ? "''" : Wrap.clipped(value.replaceAll("\\p{Cntrl}", " "), WIDEST_VALUE))
                .orElse("null");
    }
}
