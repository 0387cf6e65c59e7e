package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.difference.ColumnSpread;
import io.hindcast.difference.Comparison;
import io.hindcast.difference.Example;
import io.hindcast.difference.PartitionDifference;
import io.hindcast.difference.TableDifference;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Two states of a warehouse, held against each other as one document. A public contract. */
public final class DifferenceJson {

    private DifferenceJson() {}

    /** On one line, whole: nothing is cut. */
    public static String of(Comparison comparison) {
        ObjectNode document =
                Json.object().put("compared", comparison.subject()).put("equal", comparison.isEmpty());
        ObjectNode assets = document.putObject("assets");
        comparison.tables().forEach(table -> assets.set(table.asset(), table(table)));
        comparison.notes().forEach(document.putArray("notes")::add);
        return document.toString();
    }

    private static ObjectNode table(TableDifference table) {
        ObjectNode node = Json.object().put("equal", table.isEmpty());
        side(node.putObject("before"), table.before());
        side(node.putObject("after"), table.after());
        ArrayNode schema = node.putArray("schema");
        table.columns().forEach(column -> {
            ObjectNode change = schema.addObject().put("column", column.name());
            put(change, "before", column.before().map(own -> own.type()));
            put(change, "after", column.after().map(own -> own.type()));
        });
        node.put("unread", table.unread().toString());
        node.put("same", table.sameRows().toString());
        node.put("differing", table.differing().toString());
        table.rows().ifPresent(rows -> rows(node, table, rows));
        return node;
    }

    private static void side(ObjectNode node, TableDifference.Side side) {
        node.put("path", side.path());
        side.version().ifPresentOrElse(version -> node.put("version", version), () -> node.putNull("version"));
    }

    private static void rows(ObjectNode node, TableDifference table, TableDifference.Rows rows) {
        rows.pairing().key().ifPresentOrElse(key -> key.forEach(node.putArray("key")::add), () -> node.putNull("key"));
        node.put("tolerance", rows.pairing().tolerance());
        rows.pairing().ignored().forEach(node.putArray("ignored")::add);
        node.set("rows", partition(table.total(), List.of()));
        ObjectNode partitions = node.putObject("partitions");
        rows.partitions()
                .forEach((partition, difference) -> partitions.set(
                        partition.toString(),
                        partition(difference, rows.spreadsOf().getOrDefault(partition, List.of()))));
        node.put("partitions_with_spreads", rows.spreadsOf().size());
        ObjectNode spreads = node.putObject("spreads");
        rows.spreads().forEach(spread -> spreads.set(spread.column(), spread(spread)));
        ArrayNode examples = node.putArray("examples");
        rows.examples().forEach(example -> example(examples.addObject(), example));
    }

    /** A column whose values are spread as they were has no spread of its own. */
    private static ObjectNode partition(PartitionDifference difference, List<ColumnSpread> spreads) {
        ObjectNode node = Json.object()
                .put("before", difference.before())
                .put("after", difference.after())
                .put("added", difference.added())
                .put("removed", difference.removed())
                .put("changed", difference.changed());
        ObjectNode columns = node.putObject("columns");
        difference
                .columns()
                .forEach((column, cells) -> columns.putObject(column)
                        .put("changed", cells.changed())
                        .put("nulls_before", cells.nullsBefore())
                        .put("nulls_after", cells.nullsAfter()));
        spreads.stream()
                .filter(spread -> spread.isMoved() && columns.get(spread.column()) instanceof ObjectNode)
                .forEach(spread -> ((ObjectNode) columns.get(spread.column())).set("spread", spread(spread)));
        return node;
    }

    private static ObjectNode spread(ColumnSpread spread) {
        ObjectNode node = Json.object().put("type", spread.type());
        side(node.putObject("before"), spread.before());
        side(node.putObject("after"), spread.after());
        spread.sum().ifPresent(growth -> node.put("sum", growth));
        if (!spread.moved().isEmpty()) {
            ArrayNode values = node.putArray("moved");
            spread.moved().forEach(moved -> {
                ObjectNode value = values.addObject();
                put(value, "value", moved.value());
                value.put("before", moved.before()).put("after", moved.after());
            });
        }
        return node;
    }

    private static void side(ObjectNode node, ColumnSpread.Spread spread) {
        node.put("nulls", spread.nulls()).put("distinct", spread.distinct());
        spread.least().ifPresent(value -> node.put("least", value));
        spread.most().ifPresent(value -> node.put("most", value));
        spread.mean().ifPresent(value -> node.put("mean", value));
        if (!spread.quartiles().isEmpty()) {
            spread.quartiles().forEach(node.putArray("quartiles")::add);
        }
    }

    private static void example(ObjectNode node, Example example) {
        node.put("kind", example.kind().name().toLowerCase(Locale.ROOT)).put("partition", example.partition());
        ObjectNode cells = node.putObject("row");
        example.cells().forEach(cell -> put(cells, cell.column(), cell.text()));
        ObjectNode changes = node.putObject("changes");
        example.changes().forEach(change -> {
            ArrayNode values = changes.putArray(change.column());
            change.before().ifPresentOrElse(values::add, values::addNull);
            change.after().ifPresentOrElse(values::add, values::addNull);
        });
    }

    private static void put(ObjectNode node, String field, Optional<String> text) {
        text.ifPresentOrElse(value -> node.put(field, value), () -> node.putNull(field));
    }
}
