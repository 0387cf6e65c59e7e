package io.hindcast.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every table of up to five rows over a small alphabet, in every order, dealt out to three tasks in every way. */
class SmallTablesTest {

    private static final StructType SCHEMA = StructType.fromDDL("x bigint, y string");
    private static final int TASKS = 3;
    private static final int MOST_ROWS = 5;

    private static final List<List<@Nullable Object>> ALPHABET =
            List.of(Arrays.asList(1L, "a"), Arrays.asList(1L, null), Arrays.asList(null, "a"), Arrays.asList(2L, ""));

    @Test
    void hashesAreEqualExactlyWhereTheRowsAre() {
        Map<List<String>, ContentHash> hashes = new HashMap<>();
        Map<String, List<String>> models = new HashMap<>();
        int tables = 0;
        for (HashedTable table : tables()) {
            List<String> model = table.model();
            ContentHash hash = table.hash();
            assertThat(hashes.computeIfAbsent(model, any -> hash)).isEqualTo(hash);
            assertThat(models.computeIfAbsent(hash.hash(), any -> model)).isEqualTo(model);
            tables++;
        }
        // 1 + 4 + 16 + 64 + 256 + 1024 tables, of which those with the same rows are 1 + 4 + 10 + 20 + 35 + 56.
        assertThat(tables).isEqualTo(1365);
        assertThat(hashes).hasSize(126);
        assertThat(models).hasSize(126);
    }

    @Test
    void theHashOfAColumnIsEqualExactlyWhereItsValuesAre() {
        for (int column = 0; column < SCHEMA.size(); column++) {
            String name = SCHEMA.fieldNames()[column];
            Map<List<String>, String> hashes = new HashMap<>();
            Map<String, List<String>> models = new HashMap<>();
            for (HashedTable table : tables()) {
                List<String> model = table.model(column);
                String hash = String.valueOf(table.hash().hashes().get(name));
                assertThat(hashes.computeIfAbsent(model, any -> hash)).isEqualTo(hash);
                assertThat(models.computeIfAbsent(hash, any -> model)).isEqualTo(model);
            }
            // Up to five values of three: 1 + 3 + 6 + 10 + 15 + 21.
            assertThat(hashes).hasSize(56);
        }
    }

    @Test
    void itDoesNotMatterWhichTaskSeesWhichRow() {
        for (HashedTable table : tables()) {
            ContentHash expected = table.hash();
            int dealings = (int) Math.pow(TASKS, (double) expected.rows());
            for (int dealing = 0; dealing < dealings; dealing++) {
                // Compared first without the library, which takes a hundred times as long.
                ContentHash actual = table.hash(dealing, TASKS);
                if (!actual.equals(expected)) {
                    assertThat(actual).as("%s dealt %s", table.model(), dealing).isEqualTo(expected);
                }
            }
        }
    }

    private static List<HashedTable> tables() {
        List<HashedTable> tables = new ArrayList<>();
        List<List<List<@Nullable Object>>> longest = List.of(List.of());
        for (int rows = 0; rows <= MOST_ROWS; rows++) {
            List<List<List<@Nullable Object>>> next = new ArrayList<>();
            for (List<List<@Nullable Object>> shorter : longest) {
                tables.add(new HashedTable(SCHEMA, shorter));
                for (List<@Nullable Object> row : ALPHABET) {
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
