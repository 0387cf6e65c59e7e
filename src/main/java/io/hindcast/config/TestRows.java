package io.hindcast.config;

import io.hindcast.problem.FileProblems;
import io.hindcast.problem.Place;
import io.hindcast.trial.GivenRows;
import io.hindcast.trial.GivenValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the rows of a test: a list of keys with values, a table as text, or a table in a file of its own. */
final class TestRows {

    private static final String EXAMPLE = "[{ds: 2013-01-01, carrier: UA}]";

    private final Path folder;
    private final ProblemLog log;

    /**
     * @param folder of the test file, in which tables lie
     */
    TestRows(Path folder, ProblemLog log) {
        this.folder = folder;
        this.log = log;
    }

    /** The rows, or nothing when the problem is noted. */
    Optional<GivenRows> read(YamlValue value) {
        return value.node()
                .match(
                        scalar -> table(value, scalar),
                        sequence -> rows(sequence),
                        mapping ->
                                value.mapping("csv: " + value.name() + ".csv").flatMap(this::file));
    }

    /** The rows of a file that the key {@code csv} names. */
    Optional<GivenRows> file(YamlMapping mapping) {
        Optional<String> name =
                mapping.required("csv", "csv: flights.csv").flatMap(value -> value.text("csv: flights.csv"));
        mapping.refuseOthers();
        return name.flatMap(file -> TextFile.read(folder.resolve(file), log))
                .flatMap(text -> TestTable.read(text, log));
    }

    private Optional<GivenRows> table(YamlValue value, YamlNode.Scalar scalar) {
        if (scalar.isEmpty() || !scalar.text().contains("\n")) {
            return value.wrongType("a list of rows, or a table of several lines after |", EXAMPLE);
        }
        Place place = scalar.place();
        // The lines of a block begin below its key.
        return TestTable.read(
                new TextFile.Section(place.file(), scalar.text(), place.line().orElse(0) + 1), log);
    }

    private Optional<GivenRows> rows(YamlNode.Sequence sequence) {
        int before = log.count();
        Set<String> columns = new LinkedHashSet<>();
        List<GivenRows.Row> rows = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            if (item instanceof YamlNode.Mapping mapping) {
                Map<String, GivenValue> values = new LinkedHashMap<>();
                mapping.entries().forEach(entry -> values.put(entry.key(), value(entry.value())));
                columns.addAll(values.keySet());
                rows.add(new GivenRows.Row(values, mapping.place()));
            } else {
                log.add(FileProblems.wrongType("a row", "keys with values", item.kind(), EXAMPLE), item.place());
            }
        }
        return log.count() == before
                ? Optional.of(new GivenRows(new ArrayList<>(columns), rows, sequence.place()))
                : Optional.empty();
    }

    private static GivenValue value(YamlNode node) {
        return node.match(
                scalar -> scalar.isEmpty() ? new GivenValue.Nothing() : new GivenValue.Text(scalar.text()),
                sequence -> new GivenValue.Items(
                        sequence.items().stream().map(TestRows::value).toList()),
                mapping -> {
                    Map<String, GivenValue> fields = new LinkedHashMap<>();
                    mapping.entries().forEach(entry -> fields.put(entry.key(), value(entry.value())));
                    return new GivenValue.Fields(fields);
                });
    }
}
