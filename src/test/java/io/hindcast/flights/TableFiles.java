package io.hindcast.flights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a table by partition, as the JSON of its Delta log tells them, without Spark and without our own code.
 *
 * @param version of the table; -1 when there is none
 * @param files partition value to the names of its files; several values are joined by a slash, and a table without
 *     partitions has the one value {@code *}
 */
record TableFiles(long version, SortedMap<String, SortedSet<String>> files) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static TableFiles of(Path table) {
        SortedMap<String, SortedSet<String>> files = new TreeMap<>();
        List<Path> commits = commits(table);
        commits.forEach(commit -> replay(commit, files));
        return new TableFiles(commits.size() - 1L, files);
    }

    /** The commits of a table, the oldest first. */
    static List<Path> commits(Path table) {
        Path log = table.resolve("_delta_log");
        if (!Files.isDirectory(log)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(log)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("\\d{20}\\.json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replay(Path commit, SortedMap<String, SortedSet<String>> files) {
        for (JsonNode action : actions(commit)) {
            JsonNode add = action.path("add");
            JsonNode remove = action.path("remove");
            if (!remove.isMissingNode()) {
                files.values().forEach(own -> own.remove(remove.path("path").asText()));
            }
            if (!add.isMissingNode()) {
                files.computeIfAbsent(partition(add.path("partitionValues")), key -> new TreeSet<>())
                        .add(add.path("path").asText());
            }
        }
        files.values().removeIf(own -> own.isEmpty());
    }

    static List<JsonNode> actions(Path commit) {
        try (Stream<String> lines = Files.lines(commit)) {
            return lines.map(TableFiles::parsed).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String partition(JsonNode values) {
        return values.isEmpty()
                ? "*"
                : values.valueStream().map(JsonNode::asText).collect(Collectors.joining("/"));
    }

    /** The partitions that have other files than before. */
    SortedSet<String> changedSince(TableFiles before) {
        SortedSet<String> all = new TreeSet<>(files.keySet());
        all.addAll(before.files.keySet());
        all.removeIf(partition -> files.getOrDefault(partition, new TreeSet<>())
                .equals(before.files.getOrDefault(partition, new TreeSet<>())));
        return all;
    }
}
