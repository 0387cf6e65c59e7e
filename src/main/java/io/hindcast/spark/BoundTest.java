package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Check;
import io.hindcast.asset.Column;
import io.hindcast.delta.PartitionValues;
import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import io.hindcast.trial.Expectation;
import io.hindcast.trial.JobTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;

/** A test that was held against its asset: all names are known, all values have types. */
public final class BoundTest {

    private final JobTest test;
    private final Asset asset;
    private final PartitionSet partitions;
    private final Map<String, TypedRows> given;
    private final TypedRows expected;

    /**
     * @param given every input, and {@code self} where it is read
     * @param expected no rows where an error is expected
     */
    BoundTest(JobTest test, Asset asset, PartitionSet partitions, Map<String, TypedRows> given, TypedRows expected) {
        this.test = test;
        this.asset = asset;
        this.partitions = partitions;
        this.given = Collections.unmodifiableMap(new TreeMap<>(given));
        this.expected = expected;
    }

    /** As its file has it. */
    public JobTest test() {
        return test;
    }

    /** Whose job it is of. */
    public Asset asset() {
        return asset;
    }

    /** The asset, which knows for which dates the given rows of sources have snapshots. */
    Asset asset(SparkSession session, Predicate<String> isSource) {
        return asset.withInputs(input ->
                input.isAsOfSnapshots() && isSource.test(input.name()) ? input.seeing(dates(session, input)) : input);
    }

    private IntervalSet dates(SparkSession session, Asset.Input input) {
        TimeDimension time = input.partitioning().time().orElseThrow();
        Partitioning alone = Partitioning.of(time);
        PartitionValues values = PartitionValues.of(alone);
        return IntervalSet.unionAll(
                rowsOf(input.name()).dataset(session).select(time.column()).distinct().collectAsList().stream()
                        .map(row -> Collections.singletonList(row.get(0)))
                        .flatMap(row -> values.decodeTyped(row).stream())
                        .map(partition -> IntervalSet.point(partition.ordinal(time.column())))
                        .toList());
    }

    PartitionSet partitions() {
        return partitions;
    }

    /** The given rows of an input. */
    TypedRows rowsOf(String input) {
        TypedRows rows = given.get(input);
        if (rows == null) {
            throw new IllegalArgumentException(asset.name() + " does not read " + input);
        }
        return rows;
    }

    /** Input to the names of its columns. */
    Map<String, List<String>> columnsOfInputs() {
        Map<String, List<String>> columns = new TreeMap<>();
        given.forEach((input, rows) -> columns.put(input, List.of(rows.schema().fieldNames())));
        return columns;
    }

    TypedRows expected() {
        return expected;
    }

    /** Whether one batch may build all partitions, as no partition reads another that is built with it. */
    boolean isOneBatch() {
        return asset.isChained() || !asset.readOfItself(partitions).intersects(partitions);
    }

    /** The columns of the partitions, and then those of a unique check, if there is one. */
    List<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        asset.partitioning().dimensions().stream().map(Dimension::column).forEach(keys::add);
        unique().forEach(check -> keys.addAll(check.columns()));
        return new ArrayList<>(keys);
    }

    /** Whether the keys tell which row is meant. */
    boolean isKeyed() {
        return !unique().isEmpty();
    }

    private List<Check.Unique> unique() {
        return asset.declaration().checks().stream()
                .filter(Check.Unique.class::isInstance)
                .map(Check.Unique.class::cast)
                .limit(1)
                .toList();
    }

    /** The columns that are compared. */
    Set<String> compared() {
        Set<String> all = new LinkedHashSet<>();
        asset.signature().columns().stream().map(Column::name).forEach(all::add);
        boolean isNamed = test.expectation()
                .match(
                        rows -> rows.columns() == Expectation.Columns.NAMED
                                && !expected.named().isEmpty(),
                        error -> false);
        if (isNamed) {
            all.retainAll(expected.named());
        }
        return all;
    }
}
