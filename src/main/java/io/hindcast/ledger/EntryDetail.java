package io.hindcast.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.ledger.InputRead.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an entry tells, in its column {@code detail}, of tables beyond their versions: {@code {"table": ID, "inputs":
 * {"flights": {"table": ID, "mapping": "the day", "declared": "2013-01-01..2013-12-31"}}}}; where it is known in few
 * words what the batch really read, {@code "read": "2013-01-01..2013-01-31"} beside it; and of new content that differs
 * in some columns alone, {@code {"changed": ["n"], "same": [["carrier", "origin"]]}}. A partition that was built for a run's
 * steps alone says {@code "scaffolding": true}. Entries that were written before lack it.
 *
 * @param table the id of the asset's table; empty where it is not told
 * @param inputs input to what it was; those of which nothing is told are not there
 * @param change how new content differs from what was there
 * @param purpose what the partition was built for
 */
record EntryDetail(String table, Map<String, Origin> inputs, Optional<ColumnChange> change, Purpose purpose) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TABLE = "table";
    private static final String INPUTS = "inputs";
    private static final String CHANGED = "changed";
    private static final String SAME = "same";
    private static final String SCAFFOLDING = "scaffolding";

    /** What a partition is built for. */
    enum Purpose {
        /** For whoever reads the table. */
        READERS,
        /** For steps of the same run alone. */
        SCAFFOLDING
    }

    EntryDetail {
        inputs = Map.copyOf(inputs);
    }

    /** Nothing is told. */
    static EntryDetail none() {
        return new EntryDetail("", Map.of(), Optional.empty(), Purpose.READERS);
    }

    /** Of what was read. */
    static Map<String, Origin> origins(Map<String, InputRead> read) {
        Map<String, Origin> origins = new TreeMap<>();
        read.forEach((input, each) -> each.origin().ifPresent(origin -> origins.put(input, origin)));
        return origins;
    }

    /** The versions with what is told beyond them. */
    static Map<String, InputRead> joined(Map<String, Long> versions, Map<String, Origin> origins) {
        Map<String, InputRead> read = new TreeMap<>();
        versions.forEach(
                (input, version) -> read.put(input, new InputRead(version, Optional.ofNullable(origins.get(input)))));
        return read;
    }

    /** The detail with this in it. */
    String in(String detail) {
        if (equals(none())) {
            return detail;
        }
        ObjectNode tree = object(detail).orElseGet(MAPPER::createObjectNode);
        if (!table.isEmpty()) {
            tree.put(TABLE, table);
        }
        if (!inputs.isEmpty()) {
            tree.set(INPUTS, tree(inputs));
        }
        change.ifPresent(how -> put(how, tree));
        if (purpose == Purpose.SCAFFOLDING) {
            tree.put(SCAFFOLDING, true);
        }
        return tree.toString();
    }

    /** What a detail tells; nothing where it is written otherwise. */
    static EntryDetail parse(String detail) {
        return object(detail)
                .map(tree -> new EntryDetail(
                        tree.path(TABLE).asText(""),
                        origins(tree.path(INPUTS)),
                        change(tree),
                        tree.path(SCAFFOLDING).asBoolean() ? Purpose.SCAFFOLDING : Purpose.READERS))
                .orElseGet(EntryDetail::none);
    }

    /** The same of all entries of one commit. */
    EntryDetail ofCommit() {
        return new EntryDetail(table, inputs, Optional.empty(), Purpose.READERS);
    }

    /** Puts a change of columns into an object. */
    static void put(ColumnChange how, ObjectNode tree) {
        how.changed().forEach(tree.putArray(CHANGED)::add);
        ArrayNode same = tree.putArray(SAME);
        how.same().forEach(columns -> columns.forEach(same.addArray()::add));
    }

    /** The change of columns in an object. */
    static Optional<ColumnChange> change(JsonNode tree) {
        if (!tree.path(SAME).isArray()) {
            return Optional.empty();
        }
        List<List<String>> same = new ArrayList<>();
        tree.path(SAME).forEach(columns -> same.add(texts(columns)));
        return Optional.of(ColumnChange.of(texts(tree.path(CHANGED)), same));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Optional<ObjectNode> object(String detail) {
        if (!detail.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readTree(detail))
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast);
        } catch (JsonProcessingException e) {
            // Whoever wrote it told something else.
            return Optional.empty();
        }
    }

    /** Origins as JSON, in the order of their names. */
    static ObjectNode tree(Map<String, Origin> origins) {
        ObjectNode tree = MAPPER.createObjectNode();
        new TreeMap<>(origins).forEach((input, origin) -> {
            ObjectNode one = tree.putObject(input)
                    .put("table", origin.table())
                    .put("mapping", origin.mapping())
                    .put("declared", origin.declared());
            if (!origin.read().isEmpty()) {
                one.put("read", origin.read());
            }
        });
        return tree;
    }

    /** Origins of JSON. */
    static Map<String, Origin> origins(JsonNode tree) {
        Map<String, Origin> origins = new TreeMap<>();
        tree.properties()
                .forEach(field -> origins.put(
                        field.getKey(),
                        new Origin(
                                field.getValue().path("table").asText(""),
                                field.getValue().path("mapping").asText(""),
                                field.getValue().path("declared").asText(""),
                                field.getValue().path("read").asText(""))));
        return origins;
    }
}
