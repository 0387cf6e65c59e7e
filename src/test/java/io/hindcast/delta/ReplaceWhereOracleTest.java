package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Column;
import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.TimeGrid;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.KeySource;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commit in two phases against Delta's public way to replace partitions. */
@Tag("once")
@Tag("spark")
class ReplaceWhereOracleTest {

    /** So many overwrites of each table; {@code scripts/soak} makes them more. */
    private static final int STEPS = Integer.getInteger("hindcast.soak", 1) > 1 ? 8 : 2;

    /**
     * A way to partition.
     *
     * @param type of the time column; empty when there is none
     * @param columns SQL expressions that read the partition's values back from its Delta texts
     */
    record Shape(String name, Partitioning partitioning, String type, List<String> columns) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Shape> shapes() {
        TimeDimension day = time("ds", Grain.DAY, 15706, 15712, Optional.empty());
        TimeDimension month = time("ds", Grain.MONTH, 516, 522, Optional.of("yyyyMM"));
        TimeDimension odd = time("ds", Grain.MONTH, 516, 522, Optional.of("MM/yyyy"));
        TimeDimension hour = time("ds", Grain.HOUR, 376944, 376950, Optional.empty());
        KeyDimension keys = new KeyDimension(
                "origin", new KeySource.Listed(new TreeSet<>(List.of("EWR", "it's", "a\\b", "x=y, z%"))));
        return Stream.of(
                new Shape("days", Partitioning.of(day), "date", List.of("ds")),
                new Shape("hours", Partitioning.of(hour), "timestamp", List.of("ds")),
                new Shape("months as integers", Partitioning.of(month), "int", List.of("ds")),
                new Shape("months as odd texts", Partitioning.of(odd), "string", List.of("ds")),
                new Shape("keys", Partitioning.of(keys), "string", List.of("origin")),
                new Shape("days and keys", Partitioning.of(day, keys), "date", List.of("ds", "origin")),
                new Shape("none", Partitioning.none(), "", List.of()));
    }

    private static TimeDimension time(String column, Grain grain, long from, long until, Optional<String> format) {
        return new TimeDimension(column, TimeGrid.utc(grain), new Interval(from, until), format);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void randomStepsGiveTheSameTable(Shape shape, @TempDir Path folder) {
        DeltaWorld ours = new DeltaWorld(folder.resolve("ours"), shape.partitioning());
        DeltaWorld theirs = new DeltaWorld(folder.resolve("theirs"), shape.partitioning());
        List<Column> columns = new ArrayList<>();
        shape.columns().forEach(name -> columns.add(new Column(name, name.equals("ds") ? shape.type() : "string")));
        columns.add(new Column("v", "bigint"));
        columns.add(new Column("note", "string"));
        ours.create(columns);
        theirs.create(columns);
        SplittableRandom random = new SplittableRandom(shape.name().hashCode());
        List<Partition> all = shape.partitioning().domain().partitions().toList();
        for (int i = 0; i < STEPS; i++) {
            PartitionSet set = randomSet(all, shape.partitioning(), random);
            Dataset<Row> rows = rows(ours, shape, set, random);
            ours.replace("r" + i, set.toString(), rows);
            String condition =
                    Predicates.sql(set, ours.log().unsafeVolatileSnapshot().schema());
            rows.write()
                    .format("delta")
                    .mode(SaveMode.Overwrite)
                    .option("replaceWhere", condition)
                    .save(theirs.table.path());
            assertThat(ours.content()).as("step %s: %s", i, set).isEqualTo(theirs.content());
        }
        for (int i = 1; i < STEPS; i++) {
            PartitionSet looked = randomSet(all, shape.partitioning(), random);
            assertThat(pinned(ours, looked))
                    .as("rows of %s", looked)
                    .isEqualTo(texts(ours.spark
                            .read()
                            .format("delta")
                            .load(theirs.table.path())
                            .where(Predicates.sql(
                                    looked, ours.log().unsafeVolatileSnapshot().schema()))));
        }
    }

    private static List<String> pinned(DeltaWorld world, PartitionSet only) {
        return texts(PinnedTable.rows(world.tables, world.table, world.version(), Optional.of(only)));
    }

    private static List<String> texts(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).sorted().toList();
    }

    private static PartitionSet randomSet(List<Partition> all, Partitioning partitioning, SplittableRandom random) {
        List<PartitionSet> chosen = new ArrayList<>();
        for (Partition partition : all) {
            if (random.nextInt(3) == 0) {
                chosen.add(PartitionSet.of(partitioning, partition));
            }
        }
        if (chosen.isEmpty()) {
            chosen.add(PartitionSet.of(partitioning, all.get(random.nextInt(all.size()))));
        }
        return PartitionSet.unionAll(partitioning, chosen);
    }

    /** Up to three rows in about two of three partitions of the set, with nulls; now and then none at all. */
    private static Dataset<Row> rows(DeltaWorld world, Shape shape, PartitionSet set, SplittableRandom random) {
        PartitionValues values = PartitionValues.of(shape.partitioning());
        List<String> rows = new ArrayList<>();
        boolean empty = random.nextInt(5) == 0;
        set.partitions().forEach(partition -> {
            Map<String, String> texts = values.encode(partition);
            for (int i = random.nextInt(4); i > 0 && !empty; i--) {
                List<String> row = new ArrayList<>();
                shape.columns().forEach(c -> row.add(Literals.quoted(String.valueOf(texts.get(c)))));
                row.add(random.nextInt(4) == 0 ? "NULL" : Integer.toString(random.nextInt(100)));
                row.add(random.nextInt(4) == 0 ? "NULL" : "'n'");
                rows.add("(" + String.join(", ", row) + ")");
            }
        });
        List<String> names = new ArrayList<>(shape.columns());
        names.addAll(List.of("v", "note"));
        List<String> casts = new ArrayList<>();
        shape.columns()
                .forEach(c ->
                        casts.add("cast(" + c + " AS " + (c.equals("ds") ? shape.type() : "string") + ") AS " + c));
        casts.addAll(List.of("cast(v AS bigint) AS v", "cast(note AS string) AS note"));
        String nothing = "(" + String.join(", ", java.util.Collections.nCopies(names.size(), "NULL")) + ")";
        return world.spark.sql("SELECT " + String.join(", ", casts) + " FROM VALUES "
                + (rows.isEmpty() ? nothing : String.join(", ", rows)) + " AS t(" + String.join(", ", names) + ")"
                + (rows.isEmpty() ? " WHERE false" : ""));
    }
}
