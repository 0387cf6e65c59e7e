package io.hindcast.delta;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.actions.RemoveFile;
import io.delta.kernel.internal.util.VectorUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;
import org.jspecify.annotations.Nullable;

/**
 * A data file as the log has it.
 *
 * @param path as the log writes it: relative to the table, percent-encoded
 * @param values physical partition column to value; empty when the log does not tell them
 * @param vector what the deletion vector is known by; empty for none
 * @param deleted rows that it takes away
 * @param stats the statistics as JSON
 * @param written when, in milliseconds since 1970; -1 where that is not told
 */
record LogFile(
        String path,
        Optional<Map<String, @Nullable String>> values,
        long bytes,
        String vector,
        long deleted,
        Optional<String> stats,
        Map<String, String> tags,
        long written) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Digests are kept in files: another seed would make all of them worthless. */
    private static final long SEED = 0x48435346L;

    LogFile {
        // Values may be null, which Map.copyOf refuses.
        values = values.map(v -> Collections.unmodifiableMap(new HashMap<>(v)));
        tags = Map.copyOf(tags);
    }

    static LogFile of(AddFile file) {
        Map<String, @Nullable String> values = VectorUtils.toJavaMap(file.getPartitionValues());
        Map<String, String> tags =
                file.getTags().map(VectorUtils::<String, String>toJavaMap).orElse(Map.of());
        // A scan row without statistics has a null inside its Optional.map, which is an empty Optional.
        return new LogFile(
                file.getPath(),
                Optional.of(values),
                file.getSize(),
                file.getDeletionVector()
                        .map(DeletionVectorDescriptor::getUniqueId)
                        .orElse(""),
                cardinality(file.getDeletionVector()),
                file.getStatsJson(),
                tags,
                file.getModificationTime());
    }

    static LogFile of(RemoveFile file) {
        return new LogFile(
                file.getPath(),
                file.getPartitionValues().map(VectorUtils::toJavaMap),
                file.getSize().orElse(0L),
                file.getDeletionVector()
                        .map(DeletionVectorDescriptor::getUniqueId)
                        .orElse(""),
                cardinality(file.getDeletionVector()),
                file.getStatsJson(),
                Map.of(),
                -1);
    }

    private static long cardinality(Optional<DeletionVectorDescriptor> vector) {
        return vector.map(DeletionVectorDescriptor::getCardinality).orElse(0L);
    }

    /** A number that tells it from every other file, also from itself with other rows taken away. */
    long digest() {
        byte[] identity = (path + '#' + vector).getBytes(StandardCharsets.UTF_8);
        return XXH64.hashUnsafeBytes(identity, Platform.BYTE_ARRAY_OFFSET, identity.length, SEED);
    }

    /** The rows that a reader sees; empty when the file has no statistics. */
    OptionalLong rows() {
        // Usually the first field: the others, of each column a minimum and a maximum, are not read for it.
        if (stats.isEmpty()) {
            return OptionalLong.empty();
        }
        try (JsonParser parser = MAPPER.createParser(stats.get())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return OptionalLong.empty();
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (name.equals("numRecords")) {
                    return value == JsonToken.VALUE_NUMBER_INT
                            ? OptionalLong.of(parser.getLongValue() - deleted)
                            : OptionalLong.empty();
                }
                parser.skipChildren();
            }
            return OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** The statistics; a missing node when there are none that can be read. */
    JsonNode statistics() {
        if (stats.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return MAPPER.readTree(stats.get());
        } catch (JsonProcessingException e) {
            // Statistics are optional: what cannot be read is as good as none.
            return MissingNode.getInstance();
        }
    }
}
