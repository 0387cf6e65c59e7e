package io.hindcast.report;

import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Ignored;
import io.hindcast.plan.Reason;
import io.hindcast.plan.Standing;
import io.hindcast.plan.Standings;
import io.hindcast.problem.Counts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The standing of every asset on a terminal: counts, ranges and a bar. */
public final class StatusText {

    private static final int SHORTEST_BAR = 10;

    private StatusText() {}

    /**
     * Two or more lines per asset, and what they add up to.
     *
     * @param width of the terminal, in characters
     */
    public static String of(Standings standings, int width) {
        Lines lines = new Lines(width);
        int longest = standings.assets().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        standings.assets().forEach((name, asset) -> asset(name, asset, longest, lines));
        lines.gap().add(total(standings));
        legend(standings, lines);
        return lines.text();
    }

    private static void asset(String name, Standings.OfAsset asset, int longest, Lines lines) {
        String head = name + " ".repeat(longest - name.length() + 2);
        int barWidth = Math.max(SHORTEST_BAR, lines.width() - head.length() - 2);
        String bar = Bar.of(asset, barWidth);
        lines.whole(bar.isEmpty() ? name + ": no partitions yet" : head + "[" + bar + "]");
        asset.sets().forEach((standing, set) -> {
            String start = String.format("  %-11s %9s  ", standing.word(), Amounts.number(set.count()));
            lines.whole(start + SetText.shortened(set, lines.width() - start.length()));
            if (standing == Standing.STALE) {
                reasons(asset, set, lines);
            }
        });
        asset.ignored().forEach(ignored -> ignored(ignored, lines));
        if (!asset.outside().isEmpty()) {
            String start = String.format(
                    "  %-11s %9s  ",
                    "outside",
                    asset.outside().isBounded() ? Amounts.number(asset.outside().count()) : "");
            String end = "  (not declared any more, left alone)";
            lines.whole(
                    start + SetText.shortened(asset.outside(), lines.width() - start.length() - end.length()) + end);
        }
    }

    private static void ignored(Ignored ignored, Lines lines) {
        String start = String.format(
                "  %-11s %9s  ", "ignoring", Amounts.number(ignored.partitions().count()));
        lines.whole(start + SetText.shortened(ignored.partitions(), lines.width() - start.length()));
        lines.add("    ", ignored.text());
    }

    private static void reasons(Standings.OfAsset asset, PartitionSet stale, Lines lines) {
        asset.reasons().forEach((reason, set) -> {
            PartitionSet own = set.intersect(stale);
            if (reason != Reason.MISSING && !own.isEmpty()) {
                String start = String.format("    %-9s %9s  ", reason.word(), Amounts.number(own.count()));
                lines.whole(start + SetText.shortened(own, lines.width() - start.length()));
            }
        });
    }

    private static String total(Standings standings) {
        List<String> parts = new ArrayList<>();
        for (Standing standing : Standing.values()) {
            long count = standings.count(standing);
            if (count > 0) {
                parts.add(0, Amounts.number(count) + " " + standing.word());
            }
        }
        String all = Counts.of(standings.count(), "partition") + " of "
                + Counts.of(standings.assets().size(), "asset");
        return parts.isEmpty() ? all : all + ": " + String.join(", ", parts);
    }

    private static void legend(Standings standings, Lines lines) {
        Set<Standing> shown = EnumSet.noneOf(Standing.class);
        standings.assets().values().stream()
                .map(Standings.OfAsset::sets)
                .map(Map::keySet)
                .forEach(shown::addAll);
        if (shown.size() > 1) {
            List<String> marks = new ArrayList<>();
            shown.forEach(standing -> marks.add(0, Bar.mark(standing) + " " + standing.word()));
            lines.add("in the bars: " + String.join("  ", marks));
        }
    }
}
