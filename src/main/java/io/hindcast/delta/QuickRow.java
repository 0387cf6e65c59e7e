package io.hindcast.delta;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.data.Row;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An action of a log, or a part of one. */
final class QuickRow implements Row {

    /** As Kernel's own reader makes them. */
    private static final ObjectReader TREES =
            new ObjectMapper().reader(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final StructType schema;
    private final @Nullable Object[] values;

    private QuickRow(StructType schema, @Nullable Object[] values) {
        this.schema = schema;
        this.values = values;
    }

    /** Whether rows of a schema can be read here. */
    static boolean reads(StructType schema) {
        return schema.fields().stream()
                .filter(StructField::isDataColumn)
                .map(StructField::getDataType)
                .allMatch(type -> type instanceof StructType struct ? reads(struct) : isFlat(type));
    }

    private static boolean isFlat(DataType type) {
        if (type instanceof MapType map) {
            return map.getKeyType() instanceof StringType && isSimple(map.getValueType());
        }
        return isSimple(type instanceof ArrayType array ? array.getElementType() : type);
    }

    private static boolean isSimple(DataType type) {
        return type instanceof StringType
                || type instanceof LongType
                || type instanceof IntegerType
                || type instanceof BooleanType;
    }

    /** Reads rows of one schema. */
    static final class Reader {

        private final StructType schema;
        /** Struct to name to ordinal. */
        private final IdentityHashMap<StructType, Map<String, Integer>> ordinals = new IdentityHashMap<>();

        Reader(StructType schema) {
            this.schema = schema;
        }

        /** The object that begins where the parser stands. */
        Row row(JsonParser parser) throws IOException {
            return row(parser, schema);
        }

        private QuickRow row(JsonParser parser, StructType type) throws IOException {
            require(parser, parser.currentToken() == JsonToken.START_OBJECT, "an object");
            Map<String, Integer> known = ordinals.computeIfAbsent(type, Reader::ordinals);
            @Nullable Object[] values = new Object[type.length()];
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                Integer ordinal = known.get(name);
                if (ordinal == null) {
                    parser.skipChildren();
                } else {
                    values[ordinal] = value(parser, type.at(ordinal).getDataType());
                }
            }
            for (int i = 0; i < values.length; i++) {
                StructField field = type.at(i);
                require(parser, values[i] != null || field.isNullable(), "a value of " + field.getName());
            }
            return new QuickRow(type, values);
        }

        private static Map<String, Integer> ordinals(StructType type) {
            Map<String, Integer> ordinals = new HashMap<>();
            for (int i = 0; i < type.length(); i++) {
                ordinals.put(type.at(i).getName(), i);
            }
            return ordinals;
        }

        private @Nullable Object value(JsonParser parser, DataType type) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return null;
            }
            if (type instanceof StructType struct) {
                return row(parser, struct);
            }
            if (type instanceof MapType map) {
                return map(parser, map);
            }
            return type instanceof ArrayType array ? array(parser, array) : simple(parser, type);
        }

        private static Object simple(JsonParser parser, DataType type) throws IOException {
            JsonToken token = parser.currentToken();
            if (type instanceof StringType) {
                require(parser, token == JsonToken.VALUE_STRING, "a text");
                return parser.getText();
            }
            if (type instanceof BooleanType) {
                return parser.getBooleanValue();
            }
            require(parser, token == JsonToken.VALUE_NUMBER_INT, "a whole number");
            return type instanceof LongType ? (Object) parser.getLongValue() : (Object) parser.getIntValue();
        }

        private MapValue map(JsonParser parser, MapType type) throws IOException {
            require(parser, parser.currentToken() == JsonToken.START_OBJECT, "an object");
            List<Object> keys = new ArrayList<>();
            List<@Nullable Object> values = new ArrayList<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                keys.add(name);
                values.add(
                        type.getValueType() instanceof StringType ? loose(parser) : value(parser, type.getValueType()));
            }
            return new QuickMap(type, keys, values);
        }

        /** Parameters of operations are texts, but some writers leave numbers as they are: these count as written. */
        private static @Nullable Object loose(JsonParser parser) throws IOException {
            return switch (parser.currentToken()) {
                case VALUE_NULL -> null;
                case VALUE_STRING -> parser.getText();
                default -> TREES.<JsonNode>readTree(parser).asText();
            };
        }

        private ArrayValue array(JsonParser parser, ArrayType type) throws IOException {
            require(parser, parser.currentToken() == JsonToken.START_ARRAY, "an array");
            List<@Nullable Object> values = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                values.add(value(parser, type.getElementType()));
            }
            return new Elements(new QuickVector(type.getElementType(), values.toArray()));
        }

        private static void require(JsonParser parser, boolean holds, String expected) throws IOException {
            if (!holds) {
                throw new JsonParseException(parser, "expected " + expected + ", found " + parser.currentToken());
            }
        }
    }

    private record Elements(ColumnVector elements) implements ArrayValue {

        @Override
        public int getSize() {
            return elements.getSize();
        }

        @Override
        public ColumnVector getElements() {
            return elements;
        }
    }

    private Object at(int ordinal) {
        return Objects.requireNonNull(values[ordinal], () -> schema.at(ordinal).getName() + " is null");
    }

    @Override
    public StructType getSchema() {
        return schema;
    }

    @Override
    public boolean isNullAt(int ordinal) {
        return values[ordinal] == null;
    }

    @Override
    public boolean getBoolean(int ordinal) {
        return (Boolean) at(ordinal);
    }

    @Override
    public int getInt(int ordinal) {
        return (Integer) at(ordinal);
    }

    @Override
    public long getLong(int ordinal) {
        return (Long) at(ordinal);
    }

    @Override
    public String getString(int ordinal) {
        return (String) at(ordinal);
    }

    @Override
    public Row getStruct(int ordinal) {
        return (Row) at(ordinal);
    }

    @Override
    public ArrayValue getArray(int ordinal) {
        return (ArrayValue) at(ordinal);
    }

    @Override
    public MapValue getMap(int ordinal) {
        return (MapValue) at(ordinal);
    }

    @Override
    public byte getByte(int ordinal) {
        throw other(ordinal);
    }

    @Override
    public short getShort(int ordinal) {
        throw other(ordinal);
    }

    @Override
    public float getFloat(int ordinal) {
        throw other(ordinal);
    }

    @Override
    public double getDouble(int ordinal) {
        throw other(ordinal);
    }

    @Override
    public BigDecimal getDecimal(int ordinal) {
        throw other(ordinal);
    }

    @Override
    public byte[] getBinary(int ordinal) {
        throw other(ordinal);
    }

    private IllegalStateException other(int ordinal) {
        return new IllegalStateException(schema.at(ordinal).getName() + " is of another type");
    }
}
