package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Check;
import io.hindcast.partition.Partitioning;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of a table without partitions, where one partition holds whatever there is, or nothing. */
@Tag("spark")
class ChecksTest {

    private static final List<Check> CHECKS = List.of(
            new Check.Rows(Check.Comparison.AT_LEAST, 1),
            new Check.Unique(List.of("k")),
            new Check.NotNull(List.of("k")),
            new Check.Same("v", new BigDecimal("0.2")));

    @TempDir
    Path folder;

    private DeltaWorld world;

    @BeforeEach
    void createTable() {
        world = new DeltaWorld(folder, Partitioning.none());
        world.create(DeltaWorld.COLUMNS);
    }

    private List<String> failures(Dataset<Row> rows) {
        PartitionOverwrite overwrite = world.open(world.step("r2", "*", world.version()));
        overwrite.write(rows);
        List<String> failures =
                overwrite.failures(CHECKS).stream().map(CheckFailure::toString).toList();
        overwrite.abort();
        return failures;
    }

    @Test
    void goodFirstRowsPass() {
        assertThat(failures(world.rows("('2013-01-01', 'a', 50)", "('2013-01-01', 'b', 40)")))
                .isEmpty();
    }

    @Test
    void noRowsFailOnlyTheCheckThatWantsSome() {
        assertThat(failures(world.rows())).containsExactly("*: rows >= 1, but it has 0");
    }

    @Test
    void everyFailureIsThatOfTheOnePartition() {
        world.replace("r1", "*", world.rows("('2013-01-01', 'a', 100)"));

        assertThat(failures(world.rows("('2013-01-01', 'a', 1)", "('2013-01-02', 'a', 1)", "('2013-01-02', NULL, 1)")))
                .containsExactlyInAnyOrder(
                        "*: unique k, but 2 rows share 1 combination",
                        "*: not_null k, but k is null in 1 row",
                        "*: same v within 20%, but its sum was 100 and is 3");
    }
}
