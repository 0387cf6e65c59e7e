package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Column;
import io.hindcast.asset.SourceColumns;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.problem.Problem;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.TestProblems;
import io.hindcast.trial.JobTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Holds tests against the warehouse whose jobs they test. Starts no session. */
public final class TestBinding {

    private final Warehouse warehouse;
    private final SourceColumns tables;
    private final List<Problem> problems = new ArrayList<>();

    private TestBinding(Warehouse warehouse, SourceColumns tables) {
        this.warehouse = warehouse;
        this.tables = tables;
    }

    /**
     * What came of it.
     *
     * @param tests those without a problem
     * @param problems of the others
     */
    public record Bound(List<BoundTest> tests, List<Problem> problems) {

        public Bound {
            tests = List.copyOf(tests);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Looks up all that the tests name.
     *
     * @param tables tells columns of sources that declare none
     */
    public static Bound of(Warehouse warehouse, SourceColumns tables, List<JobTest> tests) {
        TestBinding binding = new TestBinding(warehouse, tables);
        List<BoundTest> bound = new ArrayList<>();
        tests.forEach(test -> binding.bound(test).ifPresent(bound::add));
        // What stands before the tests of a file is wrong once, not once a test.
        return new Bound(bound, binding.problems.stream().distinct().toList());
    }

    private Optional<BoundTest> bound(JobTest test) {
        int before = problems.size();
        Optional<Asset> asset = warehouse.assets().stream()
                .filter(each -> each.name().equalsIgnoreCase(test.asset().text()))
                .findFirst();
        if (asset.isEmpty()) {
            List<String> names = warehouse.assets().stream().map(Asset::name).toList();
            problems.add(TestProblems.unknownAsset(test.asset().text(), names)
                    .at(test.asset().place()));
            return Optional.empty();
        }
        Optional<PartitionSet> partitions = partitions(asset.get(), test.partitions());
        Map<String, TypedRows> given = given(asset.get(), test);
        List<Column> columns = asset.get().signature().columns();
        TypedRows expected = test.expectation()
                .match(
                        rows -> TypedRows.of(rows.rows(), asset.get().name(), columns, problems::add),
                        refusal -> TypedRows.none(columns));
        return problems.size() > before
                ? Optional.empty()
                : partitions.map(set -> new BoundTest(test, asset.get(), set, given, expected));
    }

    private Optional<PartitionSet> partitions(Asset asset, JobTest.Named named) {
        Partitioning partitioning = asset.partitioning();
        boolean isNamed = !named.text().isEmpty();
        String text = isNamed || !partitioning.dimensions().isEmpty() ? named.text() : "*";
        try {
            PartitionSet set = partitioning.parse(text);
            Optional<String> why = Optional.empty();
            if (set.isEmpty()) {
                why = Optional.of(isNamed ? "they are none" : "the key partitions is missing");
            } else if (!partitioning.domain().containsAll(set)) {
                why = Optional.of(set.minus(partitioning.domain()) + " is not declared");
            } else if (!set.isBounded()) {
                why = Optional.of("they are without end");
            }
            why.ifPresent(cause -> problems.add(TestProblems.noPartitions(
                            isNamed ? text : "partitions",
                            asset.name(),
                            cause,
                            partitioning.domain().toString())
                    .at(named.place())));
            return why.isPresent() ? Optional.empty() : Optional.of(set);
        } catch (ProblemException e) {
            e.problems().forEach(problem -> problems.add(problem.at(named.place())));
            return Optional.empty();
        }
    }

    private Map<String, TypedRows> given(Asset asset, JobTest test) {
        Map<String, List<Column>> known = inputs(asset);
        Map<String, TypedRows> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        known.forEach((name, columns) -> given.put(name, TypedRows.none(columns)));
        test.given().forEach((name, rows) -> {
            String input = name.equalsIgnoreCase(asset.name()) && asset.readsItself() ? Asset.SELF : name;
            List<Column> columns = known.get(input);
            if (columns == null) {
                problems.add(
                        TestProblems.notRead(name, asset.name(), known.keySet()).at(rows.place()));
            } else {
                given.put(input, TypedRows.of(rows, name, columns, problems::add));
            }
        });
        return given;
    }

    /** Every input with its columns. */
    private Map<String, List<Column>> inputs(Asset asset) {
        Map<String, List<Column>> inputs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Asset.Input input : asset.inputs()) {
            inputs.put(
                    input.name(),
                    warehouse
                            .asset(input.name())
                            .map(other -> other.signature().columns())
                            .or(() -> warehouse.source(input.name()).map(this::columns))
                            .orElseThrow());
        }
        if (asset.readsItself()) {
            inputs.put(Asset.SELF, asset.signature().columns());
        }
        return inputs;
    }

    private List<Column> columns(SourceDeclaration source) {
        return source.columns().isEmpty() ? tables.of(source) : source.columns();
    }
}
