package io.hindcast.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Values, names and types in canonical form: the same text on every line of Spark. */
final class CanonicalValues {

    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]*");

    /** What differs from process to process: numbers of attributes, and addresses of objects. */
    private static final Pattern UNSTABLE = Pattern.compile("#\\d+|@[0-9a-f]{4,}");

    /** Class and place of arguments that came with a later line of Spark, to what they are where nothing is said. */
    private static final Map<String, String> LATER_ARGUMENTS = Map.of("CollectList 3", "true", "CollectSet 3", "true");

    private CanonicalValues() {}

    /** A literal: Spark's own value of it with its type, for most types have several ways of writing. */
    static String literal(Literal literal) {
        return value(literal.value(), literal.dataType()) + ":" + type(literal.dataType());
    }

    private static String value(@Nullable Object value, DataType type) {
        if (value == null) {
            return "null";
        }
        if (value instanceof UTF8String text) {
            return quoted(text.toString());
        }
        boolean isPlain = value instanceof Number || value instanceof Boolean || value instanceof Decimal;
        return isPlain ? value.toString() : Literal.create(value, type).sql();
    }

    /** The rows of a relation whose rows are written in the statement. */
    static String rows(LocalRelation values) {
        List<DataType> types = new ArrayList<>();
        Scala.<Attribute>list(values.output()).forEach(attribute -> types.add(attribute.dataType()));
        List<String> rows = new ArrayList<>();
        for (InternalRow row : Scala.<InternalRow>list(values.data())) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                fields.add(value(row.isNullAt(i) ? null : row.get(i, types.get(i)), types.get(i)));
            }
            rows.add(fields.toString());
        }
        return types.stream().map(CanonicalValues::type).toList() + " " + String.join(", ", rows);
    }

    static String type(DataType type) {
        return type instanceof StringType ? type.typeName().toLowerCase(Locale.ROOT) : type.catalogString();
    }

    /** A name that cannot be mistaken for something else. */
    static String name(String name) {
        return PLAIN_NAME.matcher(name).matches() ? name : "`" + name.replace("`", "``") + "`";
    }

    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Something that a node or an expression is made with, and is neither. */
    static String plain(@Nullable Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof Class<?> type) {
            return type.getName();
        }
        return value instanceof String text ? quoted(text) : value.toString();
    }

    /**
     * Whether an argument says only what held before there was one: a later line of Spark knows it, an earlier does not.
     *
     * @param place counted from zero
     */
    static boolean isUsual(Object node, int place, String text) {
        return text.equals(LATER_ARGUMENTS.get(kind(node) + " " + place));
    }

    /** Whether a text may be another one in the next process. */
    static boolean isUnstable(String text) {
        return UNSTABLE.matcher(text).find();
    }

    /** The name of a class of expressions or nodes; of others than Spark's own the whole of it. */
    static String kind(Object node) {
        String name = node.getClass().getName();
        return name.startsWith("org.apache.spark.sql.catalyst.")
                ? node.getClass().getSimpleName().replace("$", "")
                : name;
    }
}
