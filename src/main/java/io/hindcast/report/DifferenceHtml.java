package io.hindcast.report;

import io.hindcast.difference.ColumnSpread;
import io.hindcast.difference.Comparison;
import io.hindcast.difference.Example;
import io.hindcast.difference.PartitionDifference;
import io.hindcast.difference.TableDifference;
import io.hindcast.partition.Partition;
import io.hindcast.problem.Counts;
import java.util.List;
import java.util.Set;

/** Two states of a warehouse, held against each other on one page that needs no network. */
public final class DifferenceHtml {

    /** A browser still scrolls so many rows. */
    private static final int MOST_PARTITIONS = 2_000;

    /** Of so many partitions each column is told; of all by --json. */
    private static final int MOST_DETAILED = 100;

    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8884; --soft: #8881; --add: #2a8a4a; --drop: #c0392b; --change: #b07a00; }
            body { font: 15px/1.45 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.3rem; } h2 { font-size: 1.1rem; margin: 0; display: inline; } h3 { font-size: .95rem; margin: 1.2rem 0 .3rem; }
            details { border: 1px solid var(--line); border-radius: 6px; padding: .6rem .9rem; margin: .7rem 0; }
            summary { cursor: pointer; } summary span { opacity: .75; margin-left: .6rem; overflow-wrap: anywhere; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid var(--soft); vertical-align: top; }
            th { font-weight: 600; opacity: .75; white-space: nowrap; } th[scope=row] { font-weight: 400; opacity: 1; border-bottom: 0; }
            .group > * { border-top: 1px solid var(--line); } tfoot td { font-weight: 600; }
            td { white-space: nowrap; } .n { text-align: right; }
            .moved, .row { min-width: 18rem; white-space: normal; } .moved span { display: inline-block; margin-right: .9rem; }
            .added { color: var(--add); } .removed { color: var(--drop); } .changed { color: var(--change); }
            code { font: .85rem ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
            @media (max-width: 42rem) {
              body { font-size: 13px; margin: 1rem auto; padding: 0 .6rem; } details { padding: .5rem .6rem; }
              th, td { padding-right: .25rem; }
              .told, .told tbody { display: block; } .told tr { display: grid; grid-template-columns: 5.2rem 1fr 4.2rem 3.4rem 3.4rem; }
              .told th { white-space: normal; } .told th, .told td { border-bottom: 0; overflow-wrap: anywhere; white-space: normal; }
              .told .moved { grid-column: 1 / -1; border-bottom: 1px solid var(--soft); } .told th.moved { display: none; }
            }
            @media (prefers-color-scheme: dark) { :root { --add: #6fd08c; --drop: #ff8a7a; --change: #e8b84a; } }
            """;

    private final StringBuilder page = new StringBuilder();

    private DifferenceHtml() {}

    /** The whole page. */
    public static String of(Comparison comparison) {
        DifferenceHtml html = new DifferenceHtml();
        html.add("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        html.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.add("<title>" + escaped(comparison.subject()) + "</title>\n<style>\n" + STYLE + "</style></head><body>\n");
        html.add("<h1>" + escaped(comparison.subject()) + "</h1>\n");
        html.add("<p><strong>" + escaped(DifferenceText.conclusion(comparison)) + "</strong></p>\n");
        comparison.notes().forEach(note -> html.add("<p>" + escaped(note) + "</p>\n"));
        comparison.tables().forEach(html::add);
        html.add("</body></html>\n");
        return html.page.toString();
    }

    private void add(String text) {
        page.append(text);
    }

    private void add(TableDifference table) {
        add("<details" + (table.isEmpty() ? "" : " open") + "><summary><h2>" + escaped(table.asset()) + "</h2><span>"
                + escaped((table.isEmpty() ? "the same, " : "") + DifferenceText.versions(table))
                + "</span></summary>\n");
        add("<p>" + escaped(DifferenceText.partitions(table)) + "</p>\n");
        table.columns()
                .forEach(column -> add("<p>column <code>" + escaped(column.name()) + "</code>: "
                        + escaped(column.description()) + "</p>\n"));
        if (!table.partitions().isEmpty()) {
            TableDifference.Rows rows = table.rows().orElseThrow();
            add("<p>" + escaped(DifferenceText.pairing(rows.pairing())) + "</p>\n");
            addPartitions(table);
            addColumns(rows.spreads(), table.total());
            addCells(table);
            addExamples(rows.examples());
        }
        add("</details>\n");
    }

    private void addPartitions(TableDifference table) {
        heading("Rows", "partition", ">before", ">after", ">added", ">removed", ">changed");
        table.partitions().entrySet().stream()
                .limit(MOST_PARTITIONS)
                .forEach(entry -> row(entry.getKey().toString(), entry.getValue()));
        if (table.partitions().size() > 1) {
            add("<tfoot>");
            row("together", table.total());
            add("</tfoot>");
        }
        close();
        int more = table.partitions().size() - MOST_PARTITIONS;
        if (more > 0) {
            add("<p>+ " + Counts.of(more, "partition") + " more</p>\n");
        }
    }

    private void row(String head, PartitionDifference difference) {
        add("<tr><td>" + escaped(head) + "</td>" + figure("", difference.before()) + figure("", difference.after())
                + figure("added", difference.added()) + figure("removed", difference.removed())
                + figure("changed", difference.changed()) + "</tr>\n");
    }

    private static String figure(String kind, long value) {
        return "<td class=\"n" + (value > 0 && !kind.isEmpty() ? " " + kind : "") + "\">" + Amounts.number(value)
                + "</td>";
    }

    private void addColumns(List<ColumnSpread> spreads, PartitionDifference total) {
        List<ColumnSpread> moved = spreads.stream()
                .filter(spread -> DifferenceText.isMoved(spread, total))
                .toList();
        if (moved.isEmpty()) {
            return;
        }
        columnHeading("Columns", "type");
        moved.forEach(spread -> {
            add("<tr><td>" + escaped(spread.type()) + "</td>");
            addColumn(spread, total);
            add("</tr>\n");
        });
        close();
    }

    /** What changed in each column of the partitions that differ most; columns of which nothing is to be told are left out. */
    private void addCells(TableDifference table) {
        Set<Partition> shown = DifferenceText.most(table, MOST_DETAILED);
        columnHeading("Columns by partition", "partition");
        table.partitions().forEach((partition, difference) -> {
            if (shown.contains(partition)) {
                addCells(partition.toString(), difference, DifferenceText.spreads(table, partition));
            }
        });
        close();
        int more = table.partitions().size() - shown.size();
        if (more > 0) {
            add("<p>+ " + Counts.of(more, "partition") + " more with fewer differing rows: --json tells of "
                    + Amounts.number(table.rows().orElseThrow().spreadsOf().size()) + "</p>\n");
        }
    }

    private void addCells(String partition, PartitionDifference difference, List<ColumnSpread> spreads) {
        String head = escaped(partition);
        for (ColumnSpread spread : spreads) {
            if (DifferenceText.isMoved(spread, difference)) {
                // The name stands once: what is below belongs to it.
                add("<tr" + (head.isEmpty() ? "" : " class=\"group\"") + "><th scope=\"row\">" + head + "</th>");
                addColumn(spread, difference);
                add("</tr>\n");
                head = "";
            }
        }
    }

    private void addColumn(ColumnSpread spread, PartitionDifference difference) {
        String column = spread.column();
        add("<td>" + escaped(column) + "</td>" + figure("changed", DifferenceText.changed(column, difference))
                + "<td class=\"n\">" + DifferenceText.rate(difference.nullRateBefore(column)) + "</td><td class=\"n\">"
                + DifferenceText.rate(difference.nullRateAfter(column)) + "</td><td class=\"moved\">");
        SpreadText.parts(spread).forEach(part -> add("<span>" + escaped(part) + "</span> "));
        add("</td>");
    }

    private void addExamples(List<Example> examples) {
        heading("Some rows", "", "row");
        examples.forEach(example -> {
            String kind = DifferenceText.head(example).strip();
            add("<tr><td class=\"" + kind + "\">" + kind + "</td><td class=\"row\"><code>"
                    + escaped(DifferenceText.detail(example)) + "</code></td></tr>\n");
        });
        close();
    }

    /** On a narrow screen what moved stands under the figures, not beside them. */
    private void columnHeading(String title, String first) {
        add("<h3>" + title + "</h3>\n<div class=\"wide\"><table class=\"told\"><tr><th>" + first
                + "</th><th>column</th>"
                + "<th class=\"n\">cells changed</th><th class=\"n\">null before</th><th class=\"n\">null after</th>"
                + "<th class=\"moved\">moved</th></tr>\n");
    }

    private void heading(String title, String... columns) {
        // A wide table scrolls by itself, not the page.
        add("<h3>" + title + "</h3>\n<div class=\"wide\"><table><tr>");
        for (String column : columns) {
            add(
                    column.startsWith(">")
                            ? "<th class=\"n\">" + column.substring(1) + "</th>"
                            : "<th>" + column + "</th>");
        }
        add("</tr>\n");
    }

    private void close() {
        add("</table></div>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
