package io.hindcast.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.JobParts;
import io.hindcast.asset.Lineage;
import io.hindcast.asset.RowShape;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The parts of a job's result in the memory of the inspector. */
final class PartsJson {

    private PartsJson() {}

    static void write(JobParts parts, ObjectNode tree) {
        tree.put("rows", parts.rows());
        tree.put("shape", parts.shape().name());
        parts.columns().forEach(tree.putObject("columns")::put);
        write(parts.lineage().rows(), tree.putObject("rows_read"));
        ObjectNode each = tree.putObject("columns_read");
        parts.lineage().columns().forEach((column, reads) -> write(reads, each.putObject(column)));
    }

    private static void write(Map<String, SortedSet<String>> reads, ObjectNode tree) {
        reads.forEach((input, columns) -> columns.forEach(tree.putArray(input)::add));
    }

    static JobParts read(JsonNode tree) {
        Map<String, String> columns = new TreeMap<>();
        tree.path("columns")
                .properties()
                .forEach(
                        column -> columns.put(column.getKey(), column.getValue().asText()));
        Map<String, Map<String, SortedSet<String>>> each = new TreeMap<>();
        tree.path("columns_read").properties().forEach(column -> each.put(column.getKey(), reads(column.getValue())));
        return new JobParts(tree.path("rows").asText(), columns, new Lineage(reads(tree.path("rows_read")), each))
                .shaped(RowShape.valueOf(tree.path("shape").asText()));
    }

    private static Map<String, SortedSet<String>> reads(JsonNode tree) {
        Map<String, SortedSet<String>> reads = new TreeMap<>();
        tree.properties().forEach(input -> {
            SortedSet<String> columns = new TreeSet<>();
            input.getValue().forEach(column -> columns.add(column.asText()));
            reads.put(input.getKey(), columns);
        });
        return reads;
    }
}
