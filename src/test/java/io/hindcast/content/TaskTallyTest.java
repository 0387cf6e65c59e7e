package io.hindcast.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTallyTest {

    private static final StructType SCHEMA =
            new StructType().add("k", DataTypes.IntegerType).add("v", DataTypes.LongType);

    @Test
    void keysAreRepeatedWithinAPartitionOnly() {
        assertThat(repeats(tally(row(1, 7), row(2, 7), row(1, 8)))).containsOnlyKeys(key(1), key(2));
        assertThat(repeats(tally(row(1, 7), row(2, 7), row(1, 8))).values()).allMatch(BitSet::isEmpty);

        Map<Map<String, String>, BitSet> repeated = repeats(tally(row(1, 7), row(2, 7), row(1, 7)));
        assertThat(repeated)
                .containsEntry(key(1), BitSet.valueOf(new long[] {1}))
                .containsEntry(key(2), new BitSet());
    }

    @Tag("long")
    @Test
    void moreKeysThanAreRememberedMayAllBeRepeated() {
        TaskTally tally = tally(row(1, -1));
        for (int i = 0; i < 4_000_000; i++) {
            tally.add(row(2, i));
        }
        tally.add(row(3, -1));

        assertThat(repeats(tally)).containsOnlyKeys(key(1), key(2), key(3));
        assertThat(repeats(tally).values()).allMatch(repeats -> repeats.get(0));
        assertThat(tally.result(0).digests().values())
                .extracting(digest -> digest.hash(List.of("v")).rows())
                .containsExactlyInAnyOrder(1L, 4_000_000L, 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"double", "float", "string collate utf8_lcase", "array<int>", "struct<a: int>"})
    void ofTypesInWhichEqualIsMoreThanTheSameBitsNothingIsKnown(String type) {
        StructType schema = new StructType().add("k", DataType.fromDDL(type));

        assertThat(KeyHasher.of(schema, List.of(), List.of("k"))).isEmpty();
        assertThat(KeyHasher.of(schema, List.of("k"), List.of("k"))).isPresent();
        assertThat(KeyHasher.of(schema, List.of(), List.of("other"))).isEmpty();
    }

    private static TaskTally tally(InternalRow... rows) {
        Optional<KeyHasher> hasher = KeyHasher.of(SCHEMA, List.of("k"), List.of("V"));
        TaskTally tally = new TaskTally(new TaskTally.Recipe(
                new RowHasher(SCHEMA, List.of("k")),
                new PartitionKeys(SCHEMA, List.of("k")),
                List.of(hasher.orElseThrow())));
        for (InternalRow row : rows) {
            tally.add(row);
        }
        return tally;
    }

    private static Map<Map<String, String>, BitSet> repeats(TaskTally tally) {
        return tally.result(0).repeats();
    }

    private static Map<String, String> key(int value) {
        return Map.of("k", String.valueOf(value));
    }

    private static InternalRow row(int key, long value) {
        return new GenericInternalRow(new Object[] {key, value});
    }
}
