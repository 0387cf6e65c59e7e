package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Counts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rows of one partition as a run would make them, and how they differ from what is there. Its JSON is a public
 * contract.
 *
 * @param partition the partition, as a set
 * @param columns names
 * @param rows the first of them; a cell is empty for null
 * @param count of all rows of the partition
 * @param outside what rows outside the partition there were; empty when there were none
 * @param hash the content hash of the rows
 * @param checks how many checks there are
 * @param failures checks that do not hold, in words
 * @param there what is there now; empty where nothing is, or where someone else wrote it
 * @param missing input to the partitions of it that would be read and are not there
 */
public record TriedPartition(
        String asset,
        PartitionSet partition,
        List<String> columns,
        List<List<Optional<String>>> rows,
        long count,
        Optional<String> outside,
        String hash,
        int checks,
        List<String> failures,
        Optional<There> there,
        Map<String, PartitionSet> missing) {

    public TriedPartition {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        failures = List.copyOf(failures);
        missing = new TreeMap<>(missing);
    }

    /**
     * What a partition holds now.
     *
     * @param differing columns whose values are others
     */
    public record There(long rows, String hash, List<String> differing) {

        public There {
            differing = List.copyOf(differing);
        }
    }

    /** Whether a run would not commit the rows. */
    public boolean isRefused() {
        return outside.isPresent() || !failures.isEmpty();
    }

    private boolean isSame() {
        return there.filter(now -> now.hash().equals(hash)).isPresent();
    }

    /** For a terminal. */
    public String text(int width) {
        Lines lines = new Lines(width);
        lines.add(asset + "@" + partition + ": " + Counts.of(count, "row") + "; nothing was written");
        missing.forEach((input, set) -> lines.add(
                "  not there, and read as nothing: ", input + " " + SetText.shortened(set, Math.max(20, width / 2))));
        if (!rows.isEmpty()) {
            lines.gap();
            new Grid(columns, rows).lines(width).forEach(lines::whole);
        }
        if (rows.size() < count) {
            lines.add("  ", "+ " + Counts.of(count - rows.size(), "row") + " more: --rows shows more");
        }
        lines.gap().add("there now: ", thereText());
        lines.add("checks:    ", checksText());
        failures.forEach(failure -> lines.add("           - ", failure));
        outside.ifPresent(rows -> lines.add("refused:   ", "a run would not commit this: " + rows));
        return lines.text();
    }

    private String thereText() {
        if (there.isEmpty()) {
            return "nothing of ours";
        }
        There now = there.get();
        if (isSame()) {
            return "the same rows";
        }
        String columnsText =
                now.differing().isEmpty() ? "" : "; values differ in " + String.join(", ", now.differing());
        return "other rows, " + Amounts.number(now.rows()) + " of them" + columnsText;
    }

    private String checksText() {
        if (checks == 0) {
            return "none are declared";
        }
        return failures.isEmpty() ? "all " + checks + " hold" : "not all hold";
    }

    /** On one line. */
    public String json() {
        ObjectNode document = Json.object()
                .put("asset", asset)
                .put("partition", partition.toString())
                .put("rows", count)
                .put("hash", hash);
        columns.forEach(document.putArray("columns")::add);
        ArrayNode sample = document.putArray("sample");
        rows.forEach(row -> {
            ArrayNode cells = sample.addArray();
            row.forEach(cell -> cell.ifPresentOrElse(cells::add, cells::addNull));
        });
        outside.ifPresent(text -> document.put("outside", text));
        document.put("checks", checks);
        failures.forEach(document.putArray("failures")::add);
        String standing = isSame() ? "same" : "other";
        document.put("there", there.isEmpty() ? "nothing" : standing);
        there.ifPresent(now -> {
            document.put("rows_there", now.rows());
            now.differing().forEach(document.putArray("differing")::add);
        });
        document.set("missing", Json.sets(missing, input -> input));
        return document.toString();
    }
}
