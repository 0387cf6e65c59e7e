package io.hindcast.proof;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Values with parts as texts that are equal when the values are: the order of a map's entries means nothing, null is not
 * the text "null", and -0.0 is 0.0, as everywhere.
 */
final class NestedText {

    private static final Map<String, String> WITH_NULLS = Map.of("ignoreNullFields", "false");

    private NestedText() {}

    /** Whether values of a type have parts. */
    static boolean isNested(DataType type) {
        return type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
    }

    /** The values of a column as JSON; a map is a list of its entries, by key. */
    static Column of(Column column, DataType type) {
        return to_json(settled(column, type), WITH_NULLS);
    }

    private static Column settled(Column value, DataType type) {
        if (type instanceof StructType struct) {
            Column[] fields = Arrays.stream(struct.fields())
                    .map(field -> field(value, field))
                    .toArray(Column[]::new);
            return when(value.isNotNull(), struct(fields));
        }
        if (type instanceof ArrayType array) {
            return transform(value, element -> settled(element, array.elementType()));
        }
        if (type instanceof MapType map) {
            Column entries = transform(
                    map_entries(value),
                    entry -> struct(
                            settled(entry.getField("key"), map.keyType()).as("key"),
                            settled(entry.getField("value"), map.valueType()).as("value")));
            return array_sort(entries, NestedText::byKey);
        }
        if (type instanceof DoubleType) {
            return value.plus(lit(0.0));
        }
        return type instanceof FloatType ? value.plus(lit(0f)) : value;
    }

    private static Column field(Column value, StructField field) {
        return settled(value.getField(field.name()), field.dataType()).as(field.name());
    }

    /** Keys of a map hold no maps, so they can be ordered; values may hold some. */
    private static Column byKey(Column one, Column other) {
        Column first = one.getField("key");
        Column second = other.getField("key");
        return when(first.lt(second), lit(-1)).when(first.gt(second), lit(1)).otherwise(lit(0));
    }
}
