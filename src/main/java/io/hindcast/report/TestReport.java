package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.problem.Counts;
import io.hindcast.problem.Place;
import io.hindcast.trial.RowDifference;
import io.hindcast.trial.TestResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What came of the tests of a warehouse. Its JSON is a public contract. */
public record TestReport(List<TestResult> results) {

    /** More rows teach nothing. */
    private static final int SHOWN = 20;

    public TestReport {
        results = List.copyOf(results);
    }

    /** Whether every test passes. */
    public boolean isPassed() {
        return failed() == 0;
    }

    private long failed() {
        return results.stream().filter(result -> !result.isPassed()).count();
    }

    /** One test, for a terminal: a line, and what is wrong below it. */
    public static String text(TestResult result, int width) {
        Lines lines = new Lines(width);
        String name = result.test().asset().text() + ": " + result.test().name();
        lines.add(result.isPassed() ? "passed  " : "FAILED  ", name);
        if (!result.isPassed()) {
            lines.whole("        " + result.test().place());
            result.findings().forEach(finding -> finding(lines, finding));
            lines.add("");
        }
        return result.isPassed() ? lines.text() : lines.text() + "\n";
    }

    private static void finding(Lines lines, TestResult.Finding finding) {
        Optional<RowDifference> difference = finding.difference();
        if (difference.isEmpty()) {
            lines.add("  ", finding.text());
            return;
        }
        RowDifference rows = difference.get();
        lines.add("  ", finding.text() + ": " + counts(rows));
        grid(rows, lines);
        int all = rows.changed().size()
                + rows.missing().size()
                + rows.unexpected().size();
        if (all > SHOWN) {
            lines.add("  ", "+ " + Counts.of(all - SHOWN, "row") + " more, which --json has");
        }
        if (!rows.changed().isEmpty()) {
            lines.add("  ", "(a changed value: expected -> what it is)");
        }
    }

    private static String counts(RowDifference rows) {
        List<String> counts = new ArrayList<>();
        add(counts, rows.changed().size(), "changed");
        add(counts, rows.missing().size(), "missing");
        add(counts, rows.unexpected().size(), "unexpected");
        return String.join(", ", counts) + "; " + Amounts.number(rows.same()) + " as expected";
    }

    private static void add(List<String> counts, long count, String word) {
        if (count > 0) {
            counts.add(Amounts.number(count) + " " + word);
        }
    }

    /** The columns that tell the row first, then those that differ; of the others as many as fit unclipped. */
    private static void grid(RowDifference rows, Lines lines) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, rows.leading()).boxed().toList());
        IntStream.range(rows.leading(), rows.columns().size())
                .filter(column -> rows.changed().stream().anyMatch(change -> change.isIn(column)))
                .forEach(order::add);
        int least = order.size();
        IntStream.range(rows.leading(), rows.columns().size())
                .filter(column -> !order.contains(column))
                .forEach(order::add);
        List<List<Optional<String>>> table = new ArrayList<>();
        List<Optional<String>> headings =
                line("", order, column -> Optional.of(rows.columns().get(column)));
        rows.changed().forEach(change -> table.add(line("changed", order, column -> cell(change, column))));
        rows.missing().forEach(row -> table.add(line("missing", order, row::get)));
        rows.unexpected().forEach(row -> table.add(line("extra", order, row::get)));
        List<List<Optional<String>>> shown = table.subList(0, Math.min(SHOWN, table.size()));
        int columns = Math.max(1 + least, fitting(headings, shown, lines.width()));
        new Grid(
                        headings.subList(0, columns).stream()
                                .map(Optional::orElseThrow)
                                .toList(),
                        shown.stream().map(row -> row.subList(0, columns)).toList())
                .lines(lines.width())
                .forEach(lines::whole);
        if (columns < headings.size()) {
            String others = headings.subList(columns, headings.size()).stream()
                    .map(Optional::orElseThrow)
                    .collect(Collectors.joining(", "));
            lines.add("  ", "not shown, but compared, and in --json: " + others);
        }
    }

    /** How many columns fit as they are. */
    private static int fitting(List<Optional<String>> headings, List<List<Optional<String>>> rows, int width) {
        int left = width;
        for (int i = 0; i < headings.size(); i++) {
            int column = i;
            left -= 2
                    + Stream.concat(Stream.of(headings), rows.stream())
                            .mapToInt(row -> row.get(column).orElse("null").length())
                            .max()
                            .orElse(0);
            if (left < 0) {
                return i;
            }
        }
        return headings.size();
    }

    private static List<Optional<String>> line(String word, List<Integer> order, IntFunction<Optional<String>> cell) {
        List<Optional<String>> line = new ArrayList<>(List.of(Optional.of(word)));
        order.forEach(column -> line.add(cell.apply(column)));
        return line;
    }

    private static Optional<String> cell(RowDifference.Change change, int column) {
        return change.isIn(column)
                ? Optional.of(change.expected().get(column).orElse("null") + " -> "
                        + change.actual().get(column).orElse("null"))
                : change.actual().get(column);
    }

    /** The last line. */
    public String summary() {
        long failed = failed();
        long passed = results.size() - failed;
        return failed == 0
                ? (passed == 1 ? "the test passes" : "all " + Counts.of(passed, "test") + " pass")
                : Amounts.number(failed) + " of " + Counts.of(results.size(), "test")
                        + (failed == 1 ? " fails" : " fail");
    }

    /** On one line. */
    public String json() {
        ObjectNode document = Json.object();
        document.put("outcome", isPassed() ? "done" : "failed")
                .put("passed", results.size() - failed())
                .put("failed", failed());
        ArrayNode tests = document.putArray("tests");
        for (TestResult result : results) {
            Place place = result.test().place();
            ObjectNode test = tests.addObject()
                    .put("asset", result.test().asset().text())
                    .put("test", result.test().name())
                    .put("file", place.file())
                    .put("line", place.line().orElse(0))
                    .put("passed", result.isPassed())
                    .put("rows", result.rows());
            ArrayNode findings = test.putArray("findings");
            result.findings().forEach(finding -> finding(findings.addObject(), finding));
        }
        return document.toString();
    }

    private static void finding(ObjectNode document, TestResult.Finding finding) {
        document.put("finding", finding.text());
        finding.difference().ifPresent(rows -> {
            rows.columns().forEach(document.putArray("columns")::add);
            ArrayNode changed = document.putArray("changed");
            rows.changed().forEach(change -> {
                ObjectNode pair = changed.addObject();
                cells(pair.putArray("expected"), change.expected());
                cells(pair.putArray("actual"), change.actual());
            });
            ArrayNode missing = document.putArray("missing");
            rows.missing().forEach(row -> cells(missing.addArray(), row));
            ArrayNode unexpected = document.putArray("unexpected");
            rows.unexpected().forEach(row -> cells(unexpected.addArray(), row));
            document.put("same", rows.same());
        });
    }

    private static void cells(ArrayNode array, List<Optional<String>> cells) {
        cells.forEach(cell -> cell.ifPresentOrElse(array::add, array::addNull));
    }
}
