package io.hindcast.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What a commit says of itself, read from its JSON file: Kernel's own CommitInfo leaves out {@code userMetadata}.
 *
 * @param author the user, else the engine; empty when the commit names neither
 */
record CommitInfo(String operation, String author, Optional<String> userMetadata) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static CommitInfo read(Configuration hadoop, Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(file.getFileSystem(hadoop).open(file), StandardCharsets.UTF_8))) {
            return of(commitInfo(lines));
        }
    }

    private static JsonNode commitInfo(BufferedReader lines) throws IOException {
        // Usually the first line; some writers put it last.
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("{\"commitInfo\"")) {
                return MAPPER.readTree(line).path("commitInfo");
            }
        }
        return MissingNode.getInstance();
    }

    private static CommitInfo of(JsonNode json) {
        String user = json.path("userName").asText("");
        String author = user.isEmpty() ? json.path("engineInfo").asText("") : user;
        JsonNode metadata = json.path("userMetadata");
        return new CommitInfo(
                json.path("operation").asText(""),
                author,
                metadata.isTextual() ? Optional.of(metadata.asText()) : Optional.empty());
    }
}
