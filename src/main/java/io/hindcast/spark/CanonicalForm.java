package io.hindcast.spark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.Lineage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a SELECT computes, in canonical form: which rows, and each of its columns.
 *
 * @param columns in their order
 * @param rows which rows there are: filters, joins, groups
 * @param rowsText the text of that
 * @param terms name to text of long terms that others stand on
 * @param certainty whether all of the statement is told
 */
record CanonicalForm(
        List<OutputColumn> columns,
        RowForm rows,
        String rowsText,
        SortedMap<String, String> terms,
        Certainty certainty) {

    /** Whether all of a statement is told by its form. */
    enum Certainty {
        WHOLE,
        /** Something has no text that is the same each time: the statement itself must be told with it. */
        PARTIAL
    }

    /**
     * A column of the result.
     *
     * @param name as it is written
     * @param term what it is computed as
     */
    record OutputColumn(String name, Term term) {}

    static CanonicalForm of(List<OutputColumn> columns, RowForm rows, SharedTexts texts, Certainty certainty) {
        List<String> roots = new ArrayList<>(List.of(rows.text()));
        columns.forEach(column -> roots.add(column.term().text()));
        return new CanonicalForm(List.copyOf(columns), rows, rows.text(), texts.behind(roots), certainty);
    }

    /** Output column to the fingerprint of what it is computed as, apart from which rows there are. */
    Map<String, String> columnFingerprints() {
        Map<String, String> fingerprints = new TreeMap<>();
        columns.forEach(column -> fingerprints.put(
                column.name(), CanonicalCode.fingerprint(column.term().text())));
        return fingerprints;
    }

    /**
     * Which columns of inputs each part hangs on; unknown where not all of the statement is told.
     *
     * @param names name in lower case to input, as it is named elsewhere; of what else is read nothing is told
     */
    Lineage lineage(Map<String, String> names) {
        if (certainty == Certainty.PARTIAL) {
            return Lineage.unknown();
        }
        Map<String, Map<String, SortedSet<String>>> each = new TreeMap<>();
        columns.forEach(column -> each.put(
                column.name().toLowerCase(Locale.ROOT), byInput(column.term().reads(), names)));
        return new Lineage(byInput(rows.reads(), names), each);
    }

    private static Map<String, SortedSet<String>> byInput(SortedSet<InputColumn> reads, Map<String, String> names) {
        Map<String, SortedSet<String>> byInput = new TreeMap<>();
        for (InputColumn read : reads) {
            String input = names.get(read.input());
            if (input != null) {
                byInput.computeIfAbsent(input, any -> new TreeSet<>()).add(read.column());
            }
        }
        return byInput;
    }

    /** All of it. */
    ObjectNode tree() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        ArrayNode each = tree.putArray("columns");
        columns.forEach(column -> each.addArray()
                .add(column.name().toLowerCase(Locale.ROOT))
                .add(column.term().text()));
        tree.put("rows", rowsText);
        terms.forEach(tree.putObject("terms")::put);
        return tree;
    }
}
