package io.hindcast.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every table of up to three rows and three columns of two values, cut to every set of its columns. */
class ProjectedTablesTest {

    private static final StructType SCHEMA = StructType.fromDDL("x bigint, y string, z int");
    private static final List<List<Object>> VALUES = List.of(List.of(1L, 2L), List.of("a", "b"), List.of(1, 2));

    @Test
    void whatIsCutToSomeColumnsHashesAlikeExactlyWhereTheseRowsAreTheSame() {
        List<List<List<@Nullable Object>>> tables = tables();
        assertThat(tables).hasSize(1 + 8 + 64 + 512);
        for (int columns = 1; columns < 8; columns++) {
            int chosen = columns;
            int[] kept =
                    IntStream.range(0, 3).filter(i -> (chosen >> i & 1) == 1).toArray();
            StructType schema = new StructType(
                    IntStream.of(kept).mapToObj(i -> SCHEMA.fields()[i]).toArray(StructField[]::new));
            Map<List<String>, String> hashes = new HashMap<>();
            Map<String, List<String>> models = new HashMap<>();
            for (List<List<@Nullable Object>> table : tables) {
                HashedTable cut = new HashedTable(
                        schema, table.stream().map(row -> cut(row, kept)).toList());
                List<String> model = cut.model();
                String hash = cut.hash().hash();
                assertThat(hashes.computeIfAbsent(model, any -> hash)).isEqualTo(hash);
                assertThat(models.computeIfAbsent(hash, any -> model)).isEqualTo(model);
            }
            assertThat(hashes).hasSameSizeAs(models);
        }
    }

    private static List<@Nullable Object> cut(List<@Nullable Object> row, int[] kept) {
        List<@Nullable Object> rest = new ArrayList<>();
        for (int i : kept) {
            rest.add(row.get(i));
        }
        return rest;
    }

    private static List<List<List<@Nullable Object>>> tables() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                row.add(VALUES.get(i).get(number >> i & 1));
            }
            rows.add(row);
        }
        List<List<List<@Nullable Object>>> tables = new ArrayList<>();
        List<List<List<@Nullable Object>>> longest = List.of(List.of());
        for (int length = 0; length <= 3; length++) {
            tables.addAll(longest);
            List<List<List<@Nullable Object>>> next = new ArrayList<>();
            for (List<List<@Nullable Object>> shorter : longest) {
                for (List<@Nullable Object> row : rows) {
                    List<List<@Nullable Object>> longer = new ArrayList<>(shorter);
                    longer.add(row);
                    next.add(longer);
                }
            }
            longest = next;
        }
        return tables;
    }
}
