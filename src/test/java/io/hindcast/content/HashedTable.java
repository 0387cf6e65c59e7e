package io.hindcast.content;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Rows of plain Java values, what they hash to, and the naive model of when they are the same rows. */
final class HashedTable {

    private final RowHasher hasher;
    private final List<String> columns;
    private final List<List<@Nullable Object>> rows;

    HashedTable(StructType schema, List<List<@Nullable Object>> rows) {
        this.hasher = new RowHasher(schema, List.of());
        this.columns = List.of(schema.fieldNames());
        this.rows = rows;
    }

    /** The rows in text, sorted: equal for the same rows and for no others. */
    List<String> model() {
        List<String> texts = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            texts.add(text(row));
        }
        Collections.sort(texts);
        return texts;
    }

    /** The values of one column in text, sorted. */
    List<String> model(int column) {
        List<String> texts = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            texts.add(text(Collections.singletonList(row.get(column))));
        }
        Collections.sort(texts);
        return texts;
    }

    private static String text(List<@Nullable Object> values) {
        StringBuilder text = new StringBuilder();
        for (Object value : values) {
            String plain = value == null ? "-" : value.toString();
            text.append(value == null ? 'n' : 'v')
                    .append(plain.length())
                    .append(':')
                    .append(plain);
        }
        return text.toString();
    }

    ContentHash hash() {
        PartitionDigest digest = hasher.digest();
        rows.forEach(row -> hasher.add(internal(row), digest));
        return digest.hash(columns);
    }

    /**
     * The same, with the rows dealt out to tasks.
     *
     * @param dealing row i goes to the task that the i-th digit names
     * @param tasks the base of the digits
     */
    ContentHash hash(int dealing, int tasks) {
        List<PartitionDigest> digests = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            digests.add(hasher.digest());
        }
        int digits = dealing;
        for (List<@Nullable Object> row : rows) {
            hasher.add(internal(row), digests.get(digits % tasks));
            digits /= tasks;
        }
        PartitionDigest whole = hasher.digest();
        digests.forEach(whole::addAll);
        return whole.hash(columns);
    }

    static InternalRow internal(List<@Nullable Object> row) {
        return new GenericInternalRow(row.stream().map(HashedTable::internal).toArray());
    }

    private static @Nullable Object internal(@Nullable Object value) {
        if (value instanceof String text) {
            return UTF8String.fromString(text);
        }
        return value instanceof java.math.BigDecimal number ? Decimal.apply(number) : value;
    }
}
