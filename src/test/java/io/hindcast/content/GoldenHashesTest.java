package io.hindcast.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.TestSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded hashes rest on these: a value that changes here is another scheme, with another name than h1. */
@Tag("spark")
class GoldenHashesTest {

    private final SparkSession spark = TestSession.get();

    /**
     * A table and its hashes.
     *
     * @param columns the hashes of its columns as a map's text
     */
    record Golden(String name, String sql, String hash, String columns) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Golden> goldens() {
        try (InputStream in = GoldenHashesTest.class.getResourceAsStream("/golden/content-hashes.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.strip().split("\n\n", -1)).skip(1).map(block -> {
                String[] lines = block.split("\n", -1);
                return new Golden(lines[0], lines[1], lines[2], lines[3]);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void areWhatTheyWereAlsoWhenReadBackFromFiles(Golden golden, @TempDir Path folder) {
        Dataset<Row> rows = spark.sql(golden.sql());
        String path = folder.resolve("files").toString();
        rows.repartition(3, functions.rand(7)).write().parquet(path);

        assertThat(hashed(golden, rows)).isEqualTo(golden);
        assertThat(hashed(golden, spark.read().parquet(path))).isEqualTo(golden);
    }

    private static Golden hashed(Golden golden, Dataset<Row> rows) {
        HashingPass pass = HashingPass.over(rows, List.of());
        // To be read to the end, and to go nowhere.
        pass.rows().write().format("noop").mode(SaveMode.Overwrite).save();
        ContentHash hash = Objects.requireNonNull(pass.hashes().get(Map.of()));
        return new Golden(
                golden.name(), golden.sql(), hash.hash(), hash.hashes().toString());
    }
}
