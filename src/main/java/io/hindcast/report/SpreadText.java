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
        ColumnSpread.Spread before = spread.before();
        ColumnSpread.Spread after = spread.after();
        List<String> parts = new ArrayList<>();
        spread.sum()
                .filter(growth -> !growth.equals("0"))
                .ifPresent(growth -> parts.add("sum " + (growth.startsWith("-") ? growth : "+" + growth)));
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
        spread.moved()
                .forEach(value -> parts.add(value(value.value()) + " " + Amounts.number(value.before()) + " -> "
                        + Counts.of(value.after(), "row")));
        return String.join("; ", parts);
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
