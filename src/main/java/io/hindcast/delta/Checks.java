package io.hindcast.delta;

import io.hindcast.asset.Check;
import io.hindcast.content.ContentHash;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Counts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** Holds what was written against the checks of an asset. */
final class Checks {

    private final PartitionSet partitions;
    private final Written written;
    private final Suspects suspects;
    private final Function<Predicate<Partition>, Dataset<Row>> newRows;
    private final Supplier<Dataset<Row>> presentRows;
    private final PartitionValues values;

    Checks(
            PartitionSet partitions,
            Written written,
            Suspects suspects,
            Function<Predicate<Partition>, Dataset<Row>> newRows,
            Supplier<Dataset<Row>> presentRows) {
        this.partitions = partitions;
        this.written = written;
        this.suspects = suspects;
        this.newRows = newRows;
        this.presentRows = presentRows;
        this.values = PartitionValues.of(partitions.partitioning());
    }

    List<CheckFailure> failures(List<Check> checks) {
        List<CheckFailure> failures = new ArrayList<>();
        for (Check check : checks) {
            if (check instanceof Check.Rows rows) {
                failures.addAll(rows(rows));
            } else if (check instanceof Check.NotNull notNull) {
                failures.addAll(notNull(notNull));
            } else if (check instanceof Check.Unique unique) {
                failures.addAll(unique(unique));
            } else if (check instanceof Check.Same same) {
                failures.addAll(same(same));
            }
        }
        return failures;
    }

    private List<CheckFailure> rows(Check.Rows check) {
        List<CheckFailure> failures = new ArrayList<>();
        written.contents().forEach((partition, content) -> {
            long rows = content.hash().rows();
            if (!check.comparison().holds(rows, check.bound())) {
                failures.add(new CheckFailure(check, partition, "it has " + rows));
            }
        });
        return failures;
    }

    private List<CheckFailure> notNull(Check.NotNull check) {
        List<CheckFailure> failures = new ArrayList<>();
        written.contents().forEach((partition, content) -> {
            for (String column : check.columns()) {
                long nulls = nulls(content.hash(), column);
                if (nulls > 0) {
                    failures.add(new CheckFailure(check, partition, column + " is null in " + Counts.of(nulls, "row")));
                }
            }
        });
        return failures;
    }

    /** A partition column is never null inside a partition. */
    private static long nulls(ContentHash hash, String column) {
        return hash.nulls().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(column))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private List<CheckFailure> unique(Check.Unique check) {
        Optional<Set<Partition>> only = suspects.of(check);
        if (only.isPresent() && only.get().isEmpty()) {
            return List.of();
        }
        List<Column> keys = new ArrayList<>(partitionColumns());
        for (String column : check.columns()) {
            if (partitions.partitioning().dimensions().stream()
                    .noneMatch(d -> d.column().equals(column))) {
                keys.add(functions.col(Literals.column(column)));
            }
        }
        Column count = functions.col("count");
        List<Row> repeated = newRows.apply(
                        partition -> only.isEmpty() || only.get().contains(partition))
                .groupBy(keys.toArray(new Column[0]))
                .count()
                .where(count.gt(1))
                .groupBy(partitionColumns().toArray(new Column[0]))
                .agg(functions.count(functions.lit(1)).as("combinations"), functions.sum(count))
                // Without partition columns there is a sum of nothing, too.
                .where("combinations > 0")
                .collectAsList();
        List<CheckFailure> failures = new ArrayList<>();
        int first = partitionColumns().size();
        for (Row row : repeated) {
            partition(row)
                    .ifPresent(partition -> failures.add(new CheckFailure(
                            check,
                            partition,
                            Counts.of(row.getLong(first + 1), "row") + " share "
                                    + Counts.of(row.getLong(first), "combination"))));
        }
        return failures;
    }

    private List<CheckFailure> same(Check.Same check) {
        Map<Partition, BigDecimal> before = sums(presentRows.get(), check.column());
        Map<Partition, BigDecimal> after = sums(newRows.apply(partition -> true), check.column());
        List<CheckFailure> failures = new ArrayList<>();
        before.forEach((partition, old) -> {
            BigDecimal now = after.getOrDefault(partition, BigDecimal.ZERO);
            if (now.subtract(old).abs().compareTo(old.abs().multiply(check.within())) > 0) {
                failures.add(new CheckFailure(
                        check, partition, "its sum was " + old.toPlainString() + " and is " + now.toPlainString()));
            }
        });
        return failures;
    }

    /** The sum of a column per partition that has rows; of nothing but nulls it is zero. */
    private Map<Partition, BigDecimal> sums(Dataset<Row> rows, String column) {
        Column sum = functions.sum(functions.col(Literals.column(column))).cast("string");
        Map<Partition, BigDecimal> sums = new TreeMap<>();
        int first = partitionColumns().size();
        List<Row> summed = rows.groupBy(partitionColumns().toArray(new Column[0]))
                .agg(sum, functions.count(functions.lit(1)).as("rows"))
                .where("rows > 0")
                .collectAsList();
        for (Row row : summed) {
            BigDecimal value = row.isNullAt(first) ? BigDecimal.ZERO : new BigDecimal(row.getString(first));
            partition(row).ifPresent(partition -> sums.put(partition, value));
        }
        return sums;
    }

    private List<Column> partitionColumns() {
        return partitions.partitioning().dimensions().stream()
                .map(dimension ->
                        functions.col(Literals.column(dimension.column())).cast("string"))
                .toList();
    }

    private Optional<Partition> partition(Row row) {
        Map<String, @Nullable String> texts = new HashMap<>();
        List<Dimension> dimensions = partitions.partitioning().dimensions();
        for (int i = 0; i < dimensions.size(); i++) {
            texts.put(dimensions.get(i).column(), row.isNullAt(i) ? null : row.getString(i));
        }
        return values.decode(texts);
    }
}
