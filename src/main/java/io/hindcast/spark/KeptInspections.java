package io.hindcast.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was found out about the jobs of one warehouse, in a file that may vanish at any time. Holds what the last command
 * asked for and no more, so it does not grow. Two commands at once may each lose what the other found out.
 */
final class KeptInspections {

    private static final Logger LOG = LoggerFactory.getLogger(KeptInspections.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;
    private final Map<String, JsonNode> kept;
    private final Map<String, JsonNode> asked = new TreeMap<>();

    private KeptInspections(Path file, Map<String, JsonNode> kept) {
        this.file = file;
        this.kept = kept;
    }

    /** What the file holds; nothing where it cannot be read. */
    static KeptInspections read(Path file) {
        Map<String, JsonNode> kept = new TreeMap<>();
        if (Files.exists(file)) {
            try {
                MAPPER.readTree(file.toFile())
                        .properties()
                        .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
            } catch (IOException e) {
                LOG.info("{} is not readable, and made again", file, e);
            }
        }
        return new KeptInspections(file, kept);
    }

    Optional<JsonNode> find(String key) {
        Optional<JsonNode> found = Optional.ofNullable(kept.get(key));
        found.ifPresent(value -> asked.put(key, value));
        return found;
    }

    void keep(String key, JsonNode value) {
        asked.put(key, value);
    }

    /** Writes what was asked for, if that is not what the file holds. Failing to is no error: it is asked again. */
    void save() {
        if (asked.equals(kept)) {
            return;
        }
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        asked.forEach(tree::set);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path written = Files.createTempFile(file.toAbsolutePath().getParent(), "jobs", ".new");
            MAPPER.writeValue(written.toFile(), tree);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.info("what was found out about the jobs is not kept in {}", file, e);
        }
    }
}
