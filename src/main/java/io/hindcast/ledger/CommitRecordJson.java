package io.hindcast.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.hindcast.ledger.CommitRecord.Content;
import io.hindcast.problem.Problems;
import io.hindcast.problem.TableProblems;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@link CommitRecord}s as JSON text. Format 1 is one object on one line; what a partition holds is an array of its
 * event's first letter, rows, bytes, files, hash, and the hashes of the columns in the order of {@code "hashed"}; where it
 * changed in some columns alone, behind them the number of the entry of {@code "column_changes"} that tells how, counted
 * from zero. Fields that this version does not know are left aside.
 *
 * <p>A record that is long lies in a file beside the table, and the commit's metadata has the {@link #reference} to it.
 */
public final class CommitRecordJson {

    /** Records with more characters than this belong into a file. */
    public static final int INLINE_LIMIT = 16 * 1024;

    /** The folder below the table that such files lie in; VACUUM leaves it alone. */
    public static final String FOLDER = "_hindcast";

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CommitRecordJson() {}

    /** The record as text, always the same for equal records. */
    public static String write(CommitRecord record) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("format", CommitRecord.FORMAT);
            json.writeStringField("event", record.event().word());
            json.writeStringField("warehouse", record.warehouse());
            json.writeStringField("asset", record.asset());
            json.writeStringField("run", record.run());
            json.writeStringField("step", record.step());
            json.writeNumberField("attempt", record.attempt());
            json.writeStringField("partitions", record.partitions());
            json.writeStringField("reason", record.reason());
            json.writeStringField("fingerprint", record.fingerprint());
            if (!record.actor().isEmpty()) {
                json.writeStringField("actor", record.actor());
            }
            if (record.seconds().isPresent()) {
                json.writeNumberField("seconds", record.seconds().getAsDouble());
            }
            if (!record.scaffolding().isEmpty()) {
                json.writeStringField("scaffolding", record.scaffolding());
            }
            writeMaps(json, record);
            writeContents(json, record.contents());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void writeMaps(JsonGenerator json, CommitRecord record) throws IOException {
        json.writeObjectFieldStart("columns");
        for (Map.Entry<String, String> column : record.columns().entrySet()) {
            json.writeStringField(column.getKey(), column.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("inputs");
        for (Map.Entry<String, InputRead> input : record.inputs().entrySet()) {
            json.writeNumberField(input.getKey(), input.getValue().version());
        }
        json.writeEndObject();
        Map<String, InputRead.Origin> origins = EntryDetail.origins(record.inputs());
        if (!origins.isEmpty()) {
            json.writeFieldName("origins");
            json.writeRawValue(EntryDetail.tree(origins).toString());
        }
    }

    private static void writeContents(JsonGenerator json, Map<String, Content> contents) throws IOException {
        TreeSet<String> hashed = new TreeSet<>();
        contents.values().forEach(content -> hashed.addAll(content.hashes().keySet()));
        json.writeArrayFieldStart("hashed");
        for (String column : hashed) {
            json.writeString(column);
        }
        json.writeEndArray();
        List<ColumnChange> changes = contents.values().stream()
                .flatMap(content -> content.change().stream())
                .distinct()
                .toList();
        if (!changes.isEmpty()) {
            json.writeFieldName("column_changes");
            json.writeRawValue(tree(changes).toString());
        }
        json.writeObjectFieldStart("contents");
        for (Map.Entry<String, Content> entry : contents.entrySet()) {
            json.writeArrayFieldStart(entry.getKey());
            writeContent(json, entry.getValue(), hashed);
            if (entry.getValue().change().isPresent()) {
                json.writeNumber(changes.indexOf(entry.getValue().change().get()));
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static ArrayNode tree(List<ColumnChange> changes) {
        ArrayNode array = MAPPER.createArrayNode();
        changes.forEach(change -> EntryDetail.put(change, array.addObject()));
        return array;
    }

    private static void writeContent(JsonGenerator json, Content content, Set<String> hashed) throws IOException {
        json.writeString(Letter.of(content.event()));
        json.writeNumber(content.rows());
        json.writeNumber(content.bytes());
        json.writeNumber(content.files());
        json.writeString(content.hash());
        for (String column : hashed) {
            // A null where the partition has no hash of that column.
            json.writeString(content.hashes().get(column));
        }
    }

    /**
     * What the commit's metadata says instead of a long record.
     *
     * @param file relative to the table, below {@link #FOLDER}
     */
    public static String reference(String file) {
        if (!file.startsWith(FOLDER + "/") || file.contains("..")) {
            throw new IllegalArgumentException("a record's file lies below " + FOLDER + ": " + file);
        }
        return MAPPER.createObjectNode()
                .put("format", CommitRecord.FORMAT)
                .put("file", file)
                .toString();
    }

    /**
     * What a commit's metadata says of our work.
     *
     * @return empty when the metadata is not ours
     * @throws io.hindcast.problem.ProblemException when it has a later format
     */
    public static Optional<Parsed> parse(String metadata) {
        if (!metadata.startsWith("{")) {
            return Optional.empty();
        }
        JsonNode json;
        try {
            json = MAPPER.readTree(metadata);
        } catch (JsonProcessingException e) {
            // Metadata is free text: what is not JSON is somebody else's.
            return Optional.empty();
        }
        String file = json.path("file").asText("");
        boolean reference = file.startsWith(FOLDER + "/") && !file.contains("..");
        boolean whole = json.path("run").isTextual() && json.path("step").isTextual();
        if (!json.path("format").isIntegralNumber() || !(reference || whole)) {
            return Optional.empty();
        }
        long format = json.path("format").asLong();
        if (format > CommitRecord.FORMAT) {
            throw Problems.raise(TableProblems.formatTooNew(format, CommitRecord.FORMAT));
        }
        return Optional.of(reference ? new Parsed.InFile(file) : new Parsed.Whole(record(json)));
    }

    private static CommitRecord record(JsonNode json) {
        String event = text(json, "event");
        return new CommitRecord(
                Event.ofWord(event).orElseThrow(() -> new IllegalArgumentException("no event: " + event)),
                text(json, "warehouse"),
                text(json, "asset"),
                text(json, "run"),
                text(json, "step"),
                json.path("attempt").asInt(),
                text(json, "partitions"),
                text(json, "reason"),
                text(json, "fingerprint"),
                columns(json.path("columns")),
                EntryDetail.joined(inputs(json.path("inputs")), EntryDetail.origins(json.path("origins"))),
                contents(json),
                text(json, "actor"),
                json.path("seconds").isNumber()
                        ? OptionalDouble.of(json.path("seconds").asDouble())
                        : OptionalDouble.empty(),
                text(json, "scaffolding"));
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asText("");
    }

    private static Map<String, String> columns(JsonNode json) {
        Map<String, String> columns = new TreeMap<>();
        json.properties()
                .forEach(field -> columns.put(field.getKey(), field.getValue().asText()));
        return columns;
    }

    private static Map<String, Long> inputs(JsonNode json) {
        Map<String, Long> inputs = new TreeMap<>();
        json.properties()
                .forEach(field -> inputs.put(field.getKey(), field.getValue().asLong()));
        return inputs;
    }

    private static Map<String, Content> contents(JsonNode json) {
        List<String> hashed = new ArrayList<>();
        json.path("hashed").forEach(column -> hashed.add(column.asText()));
        List<ColumnChange> changes = new ArrayList<>();
        json.path("column_changes").forEach(tree -> EntryDetail.change(tree).ifPresent(changes::add));
        Map<String, Content> contents = new TreeMap<>();
        json.path("contents")
                .properties()
                .forEach(field -> contents.put(field.getKey(), content(field.getValue(), hashed, changes)));
        return contents;
    }

    private static Content content(JsonNode array, List<String> hashed, List<ColumnChange> changes) {
        Map<String, String> hashes = new TreeMap<>();
        for (int i = 0; i < hashed.size(); i++) {
            JsonNode hash = array.path(5 + i);
            if (hash.isTextual()) {
                hashes.put(hashed.get(i), hash.asText());
            }
        }
        return new Content(
                Letter.event(array.path(0).asText()),
                array.path(1).asLong(),
                array.path(2).asLong(),
                array.path(3).asLong(),
                array.path(4).asText(),
                hashes,
                change(array.path(5 + hashed.size()), changes));
    }

    private static Optional<ColumnChange> change(JsonNode number, List<ColumnChange> changes) {
        boolean told = number.isIntegralNumber() && number.asInt() >= 0 && number.asInt() < changes.size();
        return told ? Optional.of(changes.get(number.asInt())) : Optional.empty();
    }

    /** What metadata of ours is. */
    public sealed interface Parsed {

        /** The record itself. */
        record Whole(CommitRecord record) implements Parsed {}

        /**
         * The record lies in a file.
         *
         * @param file relative to the table
         */
        record InFile(String file) implements Parsed {}
    }

    /** The events a partition can have in a record, each one letter. */
    private static final class Letter {

        static String of(Event event) {
            return switch (event) {
                case COMMITTED -> "c";
                case UNCHANGED -> "u";
                case ACCEPTED -> "a";
                default -> throw new IllegalArgumentException("no event of a partition's content: " + event);
            };
        }

        static Event event(String letter) {
            return switch (letter) {
                case "c" -> Event.COMMITTED;
                case "u" -> Event.UNCHANGED;
                case "a" -> Event.ACCEPTED;
                default -> throw new IllegalArgumentException("no letter of an event: " + letter);
            };
        }
    }
}
