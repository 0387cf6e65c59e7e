package io.hindcast.config;

import io.hindcast.problem.Place;
import io.hindcast.trial.Expectation;
import io.hindcast.trial.GivenRows;
import io.hindcast.trial.JobTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one file of tests. What stands before {@code tests} holds for all of them. */
final class TestFile {

    private static final String EXPECTED = "expect: [{ds: 2013-01-01, carrier: UA, n: 1}]";

    private final Environment environment;
    private final TestRows rows;
    private final ProblemLog log;

    TestFile(Path folder, Environment environment, ProblemLog log) {
        this.environment = environment;
        this.rows = new TestRows(folder, log);
        this.log = log;
    }

    /** What holds for all tests of a file. */
    private record Common(
            Optional<JobTest.Named> asset, Optional<JobTest.Named> partitions, Map<String, GivenRows> given) {}

    /** The tests that could be read; what is wrong with others is noted. */
    List<JobTest> read(Path file) {
        return TextFile.read(file, log)
                .flatMap(text -> YamlParser.parse(text, environment, log))
                .map(node -> tests(new YamlMapping(node, "a file of tests", log)))
                .orElse(List.of());
    }

    private List<JobTest> tests(YamlMapping file) {
        Common common = common(file, new Common(Optional.empty(), Optional.empty(), Map.of()));
        List<JobTest> tests = new ArrayList<>();
        file.required("tests", "tests: {a sentence: {given: ..., expect: ...}}")
                .flatMap(value -> value.mapping("a sentence: {given: ..., expect: ...}"))
                .ifPresent(all -> {
                    for (YamlValue value : all.all()) {
                        value.mapping("the test '" + value.name() + "'", EXPECTED)
                                .flatMap(test -> test(value.name(), all.placeOf(value.name()), test, common))
                                .ifPresent(tests::add);
                    }
                });
        file.refuseOthers();
        return tests;
    }

    private Common common(YamlMapping mapping, Common outer) {
        Map<String, GivenRows> given = new LinkedHashMap<>(outer.given());
        Optional<JobTest.Named> asset = named(mapping, "asset", "asset: daily_delays");
        Optional<JobTest.Named> partitions = named(mapping, "partitions", "partitions: 2013-01-01..2013-01-02");
        mapping.optional("given")
                .flatMap(value -> value.mapping("given: {flights_clean: [{ds: 2013-01-01}]}"))
                .ifPresent(inputs -> inputs.all()
                        .forEach(input -> rows.read(input).ifPresent(read -> given.put(input.name(), read))));
        return new Common(asset.or(outer::asset), partitions.or(outer::partitions), given);
    }

    private static Optional<JobTest.Named> named(YamlMapping mapping, String key, String example) {
        return mapping.optional(key)
                .flatMap(value -> value.text(example).map(text -> new JobTest.Named(text, value.place())));
    }

    private Optional<JobTest> test(String name, Place place, YamlMapping test, Common file) {
        int before = log.count();
        Common common = common(test, file);
        if (common.asset().isEmpty()) {
            test.required("asset", "asset: daily_delays");
        }
        Optional<Expectation> expectation = test.required("expect", EXPECTED).flatMap(this::expectation);
        test.refuseOthers();
        if (log.count() > before || common.asset().isEmpty() || expectation.isEmpty()) {
            return Optional.empty();
        }
        JobTest.Named partitions = common.partitions().orElse(new JobTest.Named("", place));
        return Optional.of(
                new JobTest(name, common.asset().get(), partitions, common.given(), expectation.get(), place));
    }

    private Optional<Expectation> expectation(YamlValue value) {
        if (!value.isMapping()) {
            return rows.read(value).map(read -> new Expectation.Rows(read, Expectation.Columns.NAMED));
        }
        return value.mapping(EXPECTED).flatMap(this::expectation);
    }

    private Optional<Expectation> expectation(YamlMapping mapping) {
        if (mapping.has("error")) {
            Optional<Expectation> error = mapping.optional("error")
                    .flatMap(value -> value.text("error: unique"))
                    .map(Expectation.Refusal::new);
            mapping.refuseOthers();
            return error;
        }
        if (mapping.has("csv")) {
            return rows.file(mapping).map(read -> new Expectation.Rows(read, Expectation.Columns.NAMED));
        }
        Optional<Expectation.Columns> columns =
                mapping.optional("columns").map(this::columns).orElse(Optional.of(Expectation.Columns.NAMED));
        Optional<GivenRows> read = mapping.required("rows", "rows: [{ds: 2013-01-01, carrier: UA, n: 1}]")
                .flatMap(rows::read);
        mapping.refuseOthers();
        return columns.flatMap(which -> read.map(all -> new Expectation.Rows(all, which)));
    }

    private Optional<Expectation.Columns> columns(YamlValue value) {
        if (value.isWord("all")) {
            return Optional.of(Expectation.Columns.ALL);
        }
        return value.isWord("named")
                ? Optional.of(Expectation.Columns.NAMED)
                : value.wrongType("all or named", "columns: all");
    }
}
