package io.hindcast.report;

import io.hindcast.problem.Counts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rows of data in columns that fit a width: the widest columns are clipped first, and what is left out is told. */
final class Grid {

    private static final int GAP = 2;

    /** Narrower says nothing. */
    private static final int LEAST = 6;

    private static final String NULL = "null";

    private final List<String> headings;
    private final List<List<Optional<String>>> rows;

    Grid(List<String> headings, List<List<Optional<String>>> rows) {
        this.headings = headings;
        this.rows = rows;
    }

    /** Its lines, each indented by two blanks. */
    List<String> lines(int width) {
        int[] widths = natural();
        shrink(widths, width);
        int shown = fitting(widths, width);
        List<String> lines = new ArrayList<>();
        List<Optional<String>> head = new ArrayList<>();
        headings.forEach(heading -> head.add(Optional.of(heading)));
        lines.add(line(head, widths, shown));
        rows.forEach(row -> lines.add(line(row, widths, shown)));
        if (shown < headings.size()) {
            lines.add("  + " + Counts.of(headings.size() - shown, "column") + " more, which --json has: "
                    + Wrap.clipped(String.join(", ", headings.subList(shown, headings.size())), width - 40));
        }
        return lines;
    }

    private int[] natural() {
        int[] widths = new int[headings.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            int widest = rows.stream()
                    .mapToInt(row -> cell(row.get(column)).length())
                    .max()
                    .orElse(0);
            widths[i] = Math.max(widest, headings.get(i).length());
        }
        return widths;
    }

    /** Takes from the widest until all fit, or none can give. */
    private static void shrink(int[] widths, int width) {
        while (total(widths, widths.length) > width) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths.length == 0 || widths[widest] <= LEAST) {
                return;
            }
            widths[widest]--;
        }
    }

    private static int fitting(int[] widths, int width) {
        int shown = widths.length;
        while (shown > 1 && total(widths, shown) > width) {
            shown--;
        }
        return shown;
    }

    private static int total(int[] widths, int columns) {
        return Arrays.stream(widths, 0, columns).map(each -> each + GAP).sum();
    }

    private static String cell(Optional<String> value) {
        return value.map(text -> text.replaceAll("\\p{Cntrl}", " ")).orElse(NULL);
    }

    private static String line(List<Optional<String>> row, int[] widths, int shown) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            String text = cell(row.get(i));
            String fitting = text.length() <= widths[i] ? text : text.substring(0, widths[i] - 3) + "...";
            line.append(" ".repeat(GAP)).append(fitting).append(" ".repeat(widths[i] - fitting.length()));
        }
        return line.toString().stripTrailing();
    }
}
