package io.hindcast.delta;

import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Kernel's types as Spark's DDL text in lower case. */
final class SparkTypes {

    /** Those whose names differ; the others are called alike. */
    private static final Map<Class<? extends DataType>, String> NAMES = Map.of(
            LongType.class, "bigint",
            IntegerType.class, "int",
            ShortType.class, "smallint",
            ByteType.class, "tinyint",
            StringType.class, "string");

    private SparkTypes() {}

    static String of(DataType type) {
        if (type instanceof ArrayType array) {
            return "array<" + of(array.getElementType()) + ">";
        }
        if (type instanceof MapType map) {
            return "map<" + of(map.getKeyType()) + "," + of(map.getValueType()) + ">";
        }
        if (type instanceof StructType struct) {
            return struct.fields().stream()
                    .map(field -> field.getName() + ":" + of(field.getDataType()))
                    .collect(Collectors.joining(",", "struct<", ">"));
        }
        if (type instanceof DecimalType decimal) {
            return "decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
        }
        return NAMES.getOrDefault(type.getClass(), type.toString().toLowerCase(Locale.ROOT));
    }
}
