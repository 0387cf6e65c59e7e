package io.hindcast.testing;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.months;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.self;

import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.Partitioning;
import io.hindcast.testing.SmallWorlds.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The graph of a public warehouse, as {@code src/test/resources/graphs/telemetry.tsv} has it. */
public final class PublicGraph {

    private static final Path FILE =
            Path.of(System.getProperty("hindcast.home", "."), "src/test/resources/graphs/telemetry.tsv");

    private PublicGraph() {}

    /** Its warehouse over some days, and the months that they lie in. */
    public static World over(String from, String until) {
        return new World(
                from + ".." + until,
                () -> over(days(from + ".." + until), months(from.substring(0, 7) + ".." + until.substring(0, 7))));
    }

    private static Worlds over(Partitioning days, Partitioning months) {
        Worlds worlds = Worlds.world();
        for (String line : lines()) {
            List<String> fields = Arrays.asList(line.split("\t"));
            Partitioning partitioning = switch (fields.get(2)) {
                case "day" -> days;
                case "month" -> months;
                case "none" -> Partitioning.none();
                default -> throw new IllegalArgumentException(line);
            };
            if (fields.get(0).equals("source")) {
                worlds.source(fields.get(1), partitioning);
            } else {
                worlds.asset(
                        fields.get(1),
                        partitioning,
                        fields.stream().skip(3).map(PublicGraph::reading).toArray(Worlds.Reading[]::new));
            }
        }
        return worlds;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(FILE).stream()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Worlds.Reading reading(String text) {
        if (text.equals("self")) {
            return self(1);
        }
        int at = text.indexOf('=');
        return at < 0 ? input(text) : input(text.substring(0, at), rule(text.substring(at + 1)));
    }

    private static MappingRule rule(String text) {
        if (text.equals("all")) {
            return MappingRule.whole();
        }
        if (text.startsWith("-")) {
            return MappingRule.lag(Long.parseLong(text.substring(1)));
        }
        int at = text.indexOf(':');
        return MappingRule.window(Long.parseLong(text.substring(0, at)), Long.parseLong(text.substring(at + 1)));
    }
}
