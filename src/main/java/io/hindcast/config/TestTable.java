package io.hindcast.config;

import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
import io.hindcast.problem.TestProblems;
import io.hindcast.trial.GivenRows;
import io.hindcast.trial.GivenValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads rows written as a table: a line of column names, then a line for each row, cells parted by commas. Blanks around
 * a cell are none of it, so that columns may stand below each other; what is in quotes is taken as it is.
 */
final class TestTable {

    private static final char QUOTE = '"';

    private final TextFile.Section text;
    private final ProblemLog log;
    private final List<String> columns = new ArrayList<>();
    private final List<GivenRows.Row> rows = new ArrayList<>();

    private TestTable(TextFile.Section text, ProblemLog log) {
        this.text = text;
        this.log = log;
    }

    /** The rows, or nothing when the problem is noted. */
    static Optional<GivenRows> read(TextFile.Section text, ProblemLog log) {
        int before = log.count();
        TestTable table = new TestTable(text, log);
        table.read();
        return log.count() == before
                ? Optional.of(new GivenRows(table.columns, table.rows, text.place(0)))
                : Optional.empty();
    }

    private void read() {
        List<String> lines = text.text().lines().toList();
        boolean headed = false;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            Place place = text.place(i);
            Optional<List<GivenValue>> cells = cells(lines.get(i));
            if (cells.isEmpty()) {
                log.add(TestProblems.malformedTable("a quote does not end on its line"), place);
            } else if (headed) {
                row(cells.get(), place);
            } else {
                headed = true;
                heading(cells.get(), place);
            }
        }
        if (!headed) {
            log.add(TestProblems.malformedTable("it is empty"), text.place(0));
        }
    }

    private void heading(List<GivenValue> cells, Place place) {
        Set<String> seen = new HashSet<>();
        for (GivenValue cell : cells) {
            String name = cell.match(() -> "", GivenValue.Text::text, items -> "", fields -> "");
            if (name.isBlank() || !seen.add(name.toLowerCase(Locale.ROOT))) {
                Problem problem = TestProblems.malformedTable(
                        name.isBlank() ? "a column has no name" : "two columns are named " + name);
                log.add(problem, place);
            }
            columns.add(name);
        }
    }

    private void row(List<GivenValue> cells, Place place) {
        if (cells.size() != columns.size()) {
            log.add(TestProblems.unevenTable(cells.size(), columns.size()), place);
            return;
        }
        Map<String, GivenValue> values = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            values.put(columns.get(i), cells.get(i));
        }
        rows.add(new GivenRows.Row(values, place));
    }

    /** Empty when a quote does not end. */
    private static Optional<List<GivenValue>> cells(String line) {
        List<GivenValue> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean inQuotes = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == QUOTE && inQuotes && i + 1 < line.length() && line.charAt(i + 1) == QUOTE) {
                cell.append(c).append(c);
                i++;
            } else if (c == ',' && !inQuotes) {
                cells.add(value(cell.toString()));
                cell.setLength(0);
            } else {
                inQuotes = (c == QUOTE) != inQuotes;
                cell.append(c);
            }
        }
        cells.add(value(cell.toString()));
        return inQuotes ? Optional.empty() : Optional.of(cells);
    }

    private static GivenValue value(String cell) {
        String text = cell.strip();
        if (text.isEmpty()) {
            return new GivenValue.Nothing();
        }
        boolean quoted = text.length() > 1 && text.charAt(0) == QUOTE && text.charAt(text.length() - 1) == QUOTE;
        return new GivenValue.Text(quoted ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text);
    }
}
