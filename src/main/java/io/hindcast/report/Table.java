package io.hindcast.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A table without borders. Its last column takes the width that the others leave. */
final class Table {

    /** One range of days. */
    private static final int LEAST = 22;

    private static final int GAP = 2;

    /** Where a text column between others is broken into lines. */
    private static final int WIDEST_TEXT = 14;

    private final List<Heading> headings;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<IntFunction<String>> lasts = new ArrayList<>();

    private record Heading(String text, HorizontalAlign align) {}

    /**
     * @param headings those of columns of figures begin with {@code >}
     */
    Table(String... headings) {
        this.headings = List.of(headings).stream().map(Table::heading).toList();
    }

    private static Heading heading(String text) {
        return text.startsWith(">")
                ? new Heading(text.substring(1), HorizontalAlign.RIGHT)
                : new Heading(text, HorizontalAlign.LEFT);
    }

    /** A row whose last cell is a set, shortened to what fits. */
    void add(PartitionSet last, String... cells) {
        add(width -> SetText.shortened(last, width), List.of(cells));
    }

    /** A row. */
    void add(List<String> cells) {
        String last = cells.get(cells.size() - 1);
        add(width -> last, cells.subList(0, cells.size() - 1));
    }

    private void add(IntFunction<String> last, List<String> cells) {
        if (cells.size() != headings.size() - 1) {
            throw new IllegalArgumentException(cells.size() + " cells before the last of " + headings.size());
        }
        rows.add(List.copyOf(cells));
        lasts.add(last);
    }

    /** Its lines, each indented by two blanks. */
    List<String> lines(int width) {
        int left = Math.max(LEAST, width - taken());
        String[][] data = new String[rows.size()][];
        for (int i = 0; i < data.length; i++) {
            List<String> row = new ArrayList<>(rows.get(i));
            row.add(lasts.get(i).apply(left));
            data[i] = row.toArray(String[]::new);
        }
        Column[] columns = new Column[headings.size()];
        for (int i = 0; i < columns.length; i++) {
            // The library counts the blanks around a cell as its own.
            columns[i] = new Column()
                    .header(headings.get(i).text())
                    .headerAlign(headings.get(i).align())
                    .dataAlign(headings.get(i).align())
                    .maxWidth(isBroken(i) ? WIDEST_TEXT + GAP : Integer.MAX_VALUE, OverflowBehaviour.NEWLINE);
        }
        // The library pads each cell by one blank on both sides: the first column's and ours are the indent.
        return AsciiTable.builder()
                .border(AsciiTable.NO_BORDERS)
                .data(columns, data)
                .asString()
                .lines()
                .map(line -> (" " + line).stripTrailing())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private boolean isBroken(int column) {
        return column > 0
                && column < headings.size() - 1
                && headings.get(column).align() == HorizontalAlign.LEFT;
    }

    /** The width of all columns but the last, with the gaps. */
    private int taken() {
        int taken = GAP;
        for (int column = 0; column < headings.size() - 1; column++) {
            int at = column;
            int widest =
                    rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
            int shown = isBroken(column) ? Math.min(widest, WIDEST_TEXT) : widest;
            taken += Math.max(shown, headings.get(column).text().length()) + GAP;
        }
        return taken;
    }
}
