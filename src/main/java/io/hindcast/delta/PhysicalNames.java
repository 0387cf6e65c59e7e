package io.hindcast.delta;

import io.delta.kernel.internal.util.ColumnMapping;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import java.util.HashMap;
import java.util.Map;

/**
 * By which names the columns of a table are found in its files, fields of structs included.
 *
 * @param names full name of a column to its name in the files
 */
record PhysicalNames(Map<String, String> names) {

    PhysicalNames {
        names = Map.copyOf(names);
    }

    static PhysicalNames of(StructType schema) {
        Map<String, String> names = new HashMap<>();
        gather("", schema, names);
        return new PhysicalNames(names);
    }

    private static void gather(String prefix, DataType type, Map<String, String> names) {
        if (type instanceof StructType struct) {
            for (StructField field : struct.fields()) {
                String name = prefix + '/' + field.getName();
                names.put(name, ColumnMapping.getPhysicalName(field));
                gather(name, field.getDataType(), names);
            }
        } else if (type instanceof ArrayType array) {
            gather(prefix + "/[]", array.getElementType(), names);
        } else if (type instanceof MapType map) {
            gather(prefix + "/{key}", map.getKeyType(), names);
            gather(prefix + "/{value}", map.getValueType(), names);
        }
    }

    /** Whether any column has another name in the files. */
    boolean isMapped() {
        return names.entrySet().stream().anyMatch(name -> !name.getKey().endsWith('/' + name.getValue()));
    }

    /** Whether a column of both is found by the same name. */
    boolean agreesWith(PhysicalNames later) {
        return later.names.entrySet().stream()
                .allMatch(name ->
                        names.getOrDefault(name.getKey(), name.getValue()).equals(name.getValue()));
    }

    /** Those of a later schema, with what is remembered of columns that it lacks. */
    PhysicalNames and(PhysicalNames later) {
        Map<String, String> all = new HashMap<>(names);
        all.putAll(later.names);
        return new PhysicalNames(all);
    }
}
