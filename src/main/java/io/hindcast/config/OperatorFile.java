package io.hindcast.config;

import io.hindcast.problem.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code conf/hindcast.yaml}. */
public final class OperatorFile {

    private static final Pattern MEMORY = Pattern.compile("[1-9]\\d{0,6}[mg]");

    private OperatorFile() {}

    /**
     * The settings of the file; none when there is no file.
     *
     * @param environment of the process, for {@code ${NAME}}
     * @throws io.hindcast.problem.ProblemException with all that is wrong with the file
     */
    public static OperatorSettings read(Path file, Map<String, String> environment) {
        if (Files.notExists(file)) {
            return OperatorSettings.none();
        }
        ProblemLog log = new ProblemLog();
        Optional<OperatorSettings> settings = TextFile.read(file, log)
                .flatMap(text -> YamlParser.parse(text, new Environment(environment), log))
                .map(node -> settings(
                        new YamlMapping(node, "conf/hindcast.yaml", log)
                                .elsewhere("core_hour", "money", RateReader.EXAMPLE)
                                .elsewhere("currency", "money", RateReader.EXAMPLE),
                        log));
        if (log.count() > 0) {
            throw Problems.raiseAll(log.problems());
        }
        return settings.orElse(OperatorSettings.none());
    }

    private static Optional<String> memory(YamlValue value) {
        String example = "memory: 8g";
        return value.text(example)
                .flatMap(text -> MEMORY.matcher(text).matches()
                        ? Optional.of(text)
                        : value.wrongType("a number of m or g", example));
    }

    private static OperatorSettings settings(YamlMapping mapping, ProblemLog log) {
        RunDefaults run =
                new RunReader(log, OwnClasses.ofProcess()).read(mapping).at(RateReader.read(mapping));
        Optional<String> memory = mapping.optional("memory").flatMap(OperatorFile::memory);
        Map<String, String> spark = mapping.optional("spark")
                .flatMap(v -> v.mapping("spark: {spark.sql.shuffle.partitions: 8}"))
                .map(SourceReader::texts)
                .orElse(Map.of());
        mapping.refuseOthers();
        return new OperatorSettings(run, memory, spark);
    }
}
