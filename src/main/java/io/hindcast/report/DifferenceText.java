package io.hindcast.report;

import io.hindcast.difference.ColumnSpread;
import io.hindcast.difference.Comparison;
import io.hindcast.difference.Example;
import io.hindcast.difference.PartitionDifference;
import io.hindcast.difference.TableDifference;
import io.hindcast.partition.Partition;
import io.hindcast.problem.Counts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Two states of a warehouse, held against each other on a terminal. */
public final class DifferenceText {

    /** More is for a file. */
    private static final int MOST_PARTITIONS = 10;

    private static final int MOST_COLUMNS = 12;

    /** Of so many partitions single columns are told, and of each so many columns. */
    private static final int MOST_DETAILED = 3;

    private static final int MOST_COLUMNS_EACH = 4;
    private static final int WIDEST_NAME = 24;

    private final Lines lines;

    private DifferenceText(int width) {
        this.lines = new Lines(width);
    }

    /**
     * All of it; what is cut says how much more there is.
     *
     * @param width how many characters a line has
     */
    public static String of(Comparison comparison, int width) {
        DifferenceText text = new DifferenceText(width);
        text.lines.add(comparison.subject());
        comparison.tables().forEach(text::add);
        text.lines.gap();
        comparison.notes().forEach(note -> text.lines.add("note: ", note));
        text.lines.add(conclusion(comparison));
        return text.lines.text();
    }

    /** How many assets differ. */
    static String conclusion(Comparison comparison) {
        long differing =
                comparison.tables().stream().filter(table -> !table.isEmpty()).count();
        String unread = comparison.unread() == 0
                ? ""
                : "; " + Counts.of(comparison.unread(), "partition") + " known to be the same without reading";
        return differing == 0
                ? "no difference" + unread
                : differing + " of " + Counts.of(comparison.tables().size(), "asset")
                        + (differing == 1 ? " differs" : " differ") + unread;
    }

    private void add(TableDifference table) {
        lines.gap().add(table.asset() + ": " + (table.isEmpty() ? "the same, " : "") + versions(table));
        lines.add("  ", partitions(table));
        table.columns().forEach(column -> lines.add("  column " + column.name() + ": ", column.description()));
        if (!table.partitions().isEmpty()) {
            lines.add("  ", pairing(table.rows().orElseThrow().pairing()));
            addPartitions(table);
            addColumns(table);
            addColumnsByPartition(table);
            addExamples(table.rows().orElseThrow().examples());
        }
    }

    /** Which states are compared. */
    static String versions(TableDifference table) {
        boolean isOne = table.before().path().equals(table.after().path());
        return state(table.before(), isOne) + " -> " + state(table.after(), isOne);
    }

    private static String state(TableDifference.Side side, boolean isOne) {
        String version = side.version().map(number -> "version " + number).orElse("no table");
        return isOne ? version : version + " at " + side.path();
    }

    /** How many partitions differ and how many do not. */
    static String partitions(TableDifference table) {
        List<String> parts = new ArrayList<>();
        if (!table.partitions().isEmpty()) {
            parts.add(Counts.of(table.partitions().size(), "partition")
                    + (table.partitions().size() == 1 ? " differs" : " differ"));
        }
        if (!table.sameRows().isEmpty()) {
            parts.add(Amounts.number(table.sameRows().count()) + " read and the same");
        }
        if (!table.unread().isEmpty()) {
            parts.add(Amounts.number(table.unread().count()) + " the same by log or hash, not read");
        }
        return parts.isEmpty() ? "no partitions with rows on either side" : String.join("; ", parts);
    }

    /** How rows were held against each other. */
    static String pairing(TableDifference.Pairing pairing) {
        List<String> parts = new ArrayList<>();
        parts.add(pairing.key()
                .map(key -> key.isEmpty()
                        ? "rows are matched within their partition"
                        : "rows are matched by " + String.join(", ", key))
                .orElse("no key is declared (checks: unique): a changed row counts as removed and added"));
        if (pairing.tolerance() > 0) {
            parts.add("floating figures may differ by "
                    + String.valueOf(pairing.tolerance()).replace(".0E", "e").replace("E", "e"));
        }
        if (!pairing.ignored().isEmpty()) {
            parts.add("not compared: " + String.join(", ", pairing.ignored()));
        }
        return String.join("; ", parts);
    }

    private void addPartitions(TableDifference table) {
        Table partitions = new Table("partition", ">before", ">after", ">added", ">removed", ">changed");
        Set<Partition> shown = most(table, MOST_PARTITIONS);
        table.partitions().forEach((partition, difference) -> {
            if (shown.contains(partition)) {
                partitions.add(row(Wrap.clipped(partition.toString(), WIDEST_NAME), difference));
            }
        });
        if (table.partitions().size() > 1) {
            partitions.add(row("together", table.total()));
        }
        lines.gap().add(partitions);
        int more = table.partitions().size() - shown.size();
        if (more > 0) {
            lines.add("  ", "+ " + Counts.of(more, "partition") + " more with fewer differing rows");
        }
    }

    /** Those with most differing rows. */
    static Set<Partition> most(TableDifference table, int number) {
        return table.partitions().entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<Partition, PartitionDifference> entry) ->
                                -entry.getValue().touched())
                        .thenComparing(Map.Entry::getKey))
                .limit(number)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> row(String head, PartitionDifference difference) {
        return List.of(
                head,
                Amounts.number(difference.before()),
                Amounts.number(difference.after()),
                Amounts.number(difference.added()),
                Amounts.number(difference.removed()),
                Amounts.number(difference.changed()));
    }

    private void addColumns(TableDifference table) {
        PartitionDifference total = table.total();
        List<ColumnSpread> moved = table.rows().orElseThrow().spreads().stream()
                .filter(spread -> isMoved(spread, total))
                .toList();
        if (moved.isEmpty()) {
            return;
        }
        Table columns = new Table("column", ">cells changed", ">null before", ">null after");
        List<ColumnSpread> shown = moved.subList(0, Math.min(MOST_COLUMNS, moved.size()));
        shown.forEach(spread -> columns.add(List.of(
                Wrap.clipped(spread.column(), WIDEST_NAME),
                Amounts.number(changed(spread.column(), total)),
                rate(total.nullRateBefore(spread.column())),
                rate(total.nullRateAfter(spread.column())))));
        lines.gap().add(columns);
        if (moved.size() > shown.size()) {
            lines.add("  ", "+ " + Counts.of(moved.size() - shown.size(), "column") + " more");
        }
        lines.gap();
        for (ColumnSpread spread : shown) {
            String text = SpreadText.of(spread);
            if (!text.isEmpty()) {
                lines.add("  " + Wrap.clipped(spread.column(), WIDEST_NAME) + ": ", text);
            }
        }
    }

    /** Of one partition alone all was told already. */
    private void addColumnsByPartition(TableDifference table) {
        if (table.partitions().size() == 1 && table.sameRows().isEmpty()) {
            return;
        }
        Set<Partition> shown = most(table, MOST_DETAILED);
        lines.gap();
        shown.forEach(partition -> addColumns(table, partition));
        int more = table.partitions().size() - shown.size();
        if (more > 0) {
            lines.add("  ", "columns of " + Counts.of(more, "partition") + " more: --json, --html");
        }
    }

    private void addColumns(TableDifference table, Partition partition) {
        PartitionDifference difference =
                Objects.requireNonNull(table.partitions().get(partition));
        List<ColumnSpread> moved = spreads(table, partition).stream()
                .filter(spread -> isMoved(spread, difference))
                .sorted(Comparator.comparingLong(spread -> -changed(spread.column(), difference)))
                .toList();
        String head = "  " + Wrap.clipped(partition.toString(), WIDEST_NAME) + " ";
        moved.stream()
                .limit(MOST_COLUMNS_EACH)
                .forEach(spread -> lines.add(
                        head + Wrap.clipped(spread.column(), WIDEST_NAME) + ": ", detail(spread, difference)));
        if (moved.size() > MOST_COLUMNS_EACH) {
            lines.add(head, "+ " + Counts.of(moved.size() - MOST_COLUMNS_EACH, "column") + " more");
        }
    }

    /** How the values of each column of a partition are spread; none where that is not known. */
    static List<ColumnSpread> spreads(TableDifference table, Partition partition) {
        return table.rows()
                .map(rows -> rows.spreadsOf().getOrDefault(partition, List.of()))
                .orElse(List.of());
    }

    private static String detail(ColumnSpread spread, PartitionDifference difference) {
        List<String> parts = new ArrayList<>();
        long changed = changed(spread.column(), difference);
        if (changed > 0) {
            parts.add(Counts.of(changed, "cell") + " changed");
        }
        String before = rate(difference.nullRateBefore(spread.column()));
        String after = rate(difference.nullRateAfter(spread.column()));
        if (!before.equals(after)) {
            parts.add("null " + before + " -> " + after);
        }
        parts.addAll(SpreadText.brief(spread));
        return String.join("; ", parts);
    }

    /** Whether a column has anything to tell. */
    static boolean isMoved(ColumnSpread spread, PartitionDifference total) {
        return changed(spread.column(), total) > 0 || spread.isMoved();
    }

    /** In how many rows a column changed. */
    static long changed(String column, PartitionDifference total) {
        return total.columns().containsKey(column) ? total.columns().get(column).changed() : 0;
    }

    /** {@code 12.5 %}; a dash of no rows. */
    static String rate(OptionalDouble share) {
        return share.isEmpty() ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share.getAsDouble());
    }

    private void addExamples(List<Example> examples) {
        lines.gap();
        examples.forEach(example -> lines.add("  " + head(example) + " ", detail(example)));
    }

    /** In which way a row differs. */
    static String head(Example example) {
        return switch (example.kind()) {
            case CHANGED -> "changed";
            case REMOVED -> "removed";
            case ADDED -> "added  ";
        };
    }

    /** Which row, and what of it. */
    static String detail(Example example) {
        String cells = example.cells().stream()
                .map(cell -> cell.column() + "=" + SpreadText.value(cell.text()))
                .collect(Collectors.joining(" "));
        String changes = example.changes().stream()
                .map(change -> change.column() + " " + SpreadText.value(change.before()) + " -> "
                        + SpreadText.value(change.after()))
                .collect(Collectors.joining(", "));
        String row = (example.partition() + " " + cells).strip();
        return changes.isEmpty() ? row : row + ": " + changes;
    }
}
