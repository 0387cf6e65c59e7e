package io.hindcast.spark;

import io.hindcast.problem.Problems;
import io.hindcast.problem.TestProblems;
import io.hindcast.trial.GivenValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Values of test files as values of columns. They are read exactly: Spark's own cast would round a decimal, take the day
 * of a moment for a date, and the hour of today for a moment.
 */
final class TestValues {

    private static final Pattern DATE = Pattern.compile("-?\\d{4,7}-\\d{2}-\\d{2}");
    private static final Pattern MOMENT = Pattern.compile("-?\\d{4,7}-\\d{2}-\\d{2}([T ]\\d{2}.*)?");

    private final String column;

    /**
     * @param column whose values, for problems
     */
    TestValues(String column) {
        this.column = column;
    }

    /**
     * The value as Spark has it inside; null for null.
     *
     * @throws io.hindcast.problem.ProblemException when the type has no such value
     */
    @Nullable
    Object typed(GivenValue value, DataType type) {
        // Not by a match: it would have to give null.
        if (value instanceof GivenValue.Nothing) {
            return null;
        }
        if (value instanceof GivenValue.Items items && type instanceof ArrayType array) {
            return array(items.items(), array.elementType());
        }
        if (value instanceof GivenValue.Fields fields && type instanceof StructType struct) {
            return struct(fields.fields(), struct);
        }
        if (value instanceof GivenValue.Fields fields && type instanceof MapType map) {
            List<GivenValue> keys = new ArrayList<>();
            fields.fields().keySet().forEach(key -> keys.add(new GivenValue.Text(key)));
            return new ArrayBasedMapData(
                    array(keys, map.keyType()),
                    array(new ArrayList<>(fields.fields().values()), map.valueType()));
        }
        if (value instanceof GivenValue.Text text && !isNested(type)) {
            return scalar(text.text(), type);
        }
        throw Problems.raise(TestProblems.illegalValue(value.text(), column, type.catalogString(), legal(type)));
    }

    private static boolean isNested(DataType type) {
        return type instanceof ArrayType || type instanceof StructType || type instanceof MapType;
    }

    private GenericArrayData array(List<GivenValue> items, DataType type) {
        return new GenericArrayData(
                items.stream().map(item -> typed(item, type)).toArray());
    }

    private InternalRow struct(Map<String, GivenValue> fields, StructType type) {
        Map<String, GivenValue> left = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        left.putAll(fields);
        @Nullable Object[] values = new Object[type.size()];
        for (int i = 0; i < values.length; i++) {
            StructField field = type.fields()[i];
            GivenValue value = left.remove(field.name());
            values[i] = value == null ? null : typed(value, field.dataType());
        }
        left.keySet().forEach(name -> {
            throw Problems.raise(
                    TestProblems.unknownColumn(name, "the struct " + column, Arrays.asList(type.fieldNames())));
        });
        return new GenericInternalRow(values);
    }

    private @Nullable Object scalar(String text, DataType type) {
        if (type instanceof StringType) {
            return UTF8String.fromString(text);
        }
        try {
            if (type instanceof DecimalType decimal) {
                return decimal(text, decimal);
            }
            if (isLegal(text, type)) {
                return cast(Literal.create(UTF8String.fromString(text), DataTypes.StringType), type);
            }
        } catch (RuntimeException e) {
            throw Problems.raise(TestProblems.illegalValue(text, column, type.catalogString(), legal(type)), e);
        }
        throw Problems.raise(TestProblems.illegalValue(text, column, type.catalogString(), legal(type)));
    }

    private static Decimal decimal(String text, DecimalType type) {
        BigDecimal exact = new BigDecimal(text).setScale(type.scale(), java.math.RoundingMode.UNNECESSARY);
        if (exact.precision() > type.precision()) {
            throw new ArithmeticException("too many digits: " + text);
        }
        return Decimal.apply(exact, type.precision(), type.scale());
    }

    private static boolean isLegal(String text, DataType type) {
        if (type instanceof BooleanType) {
            return text.toLowerCase(Locale.ROOT).matches("true|false");
        }
        if (type instanceof DateType) {
            return DATE.matcher(text).matches();
        }
        return !(type instanceof TimestampType || type instanceof TimestampNTZType)
                || MOMENT.matcher(text).matches();
    }

    private static @Nullable Object cast(Expression from, DataType type) {
        return new Cast(from, type, scala.Option.apply("UTC"), EvalMode$.MODULE$.ANSI()).eval(InternalRow.empty());
    }

    private static String legal(DataType type) {
        if (type instanceof BooleanType) {
            return "true or false";
        }
        if (type instanceof DateType) {
            return "a day, such as 2013-01-31";
        }
        if (type instanceof TimestampType || type instanceof TimestampNTZType) {
            return "a moment, such as 2013-01-31T05:00:00Z; without a zone it is UTC";
        }
        if (type instanceof DecimalType decimal) {
            return "a number with at most " + decimal.scale() + " decimals and " + decimal.precision() + " digits";
        }
        if (type instanceof ArrayType) {
            return "a list, such as [a, b]";
        }
        return isNested(type)
                ? "keys with values, such as {a: 1, b: 2}"
                : "a value of that type; null is an empty cell, or null in YAML";
    }

    /** The value as Spark's own text, as results are told; empty for null. */
    static Optional<String> text(@Nullable Object typed, DataType type) {
        return Optional.ofNullable(typed)
                .map(value -> String.valueOf(cast(Literal.create(value, type), DataTypes.StringType)));
    }
}
