package io.hindcast.proof;

import io.hindcast.spark.Scala;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SetOperation;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Texts that are equal under a collation and yet not the same: 'a' and 'A', where case does not count. */
final class Collations {

    private Collations() {}

    /** Whether equal values are the same. */
    static boolean isExact(DataType type) {
        if (type instanceof StringType text) {
            return text.supportsBinaryEquality();
        }
        if (type instanceof ArrayType array) {
            return isExact(array.elementType());
        }
        if (type instanceof MapType map) {
            return isExact(map.keyType()) && isExact(map.valueType());
        }
        return !(type instanceof StructType struct)
                || Arrays.stream(struct.fields()).allMatch(field -> isExact(field.dataType()));
    }

    /** What rows are grouped by, where one of several equal texts stands for all in what is wanted of the groups. */
    static List<Expression> standIns(Aggregate aggregate, Demand demand) {
        List<NamedExpression> wanted = Scala.<NamedExpression>list(aggregate.aggregateExpressions()).stream()
                .filter(column -> demand.has(Columns.id(column)))
                .toList();
        return Scala.<Expression>list(aggregate.groupingExpressions()).stream()
                .filter(each -> !isExact(each.dataType()))
                .filter(each -> wanted.stream().anyMatch(column -> shows((Expression) column, each)))
                .toList();
    }

    private static boolean shows(Expression whole, Expression part) {
        return whole.semanticEquals(part)
                || (!(whole instanceof AggregateExpression)
                        && Scala.<Expression>list(whole.children()).stream().anyMatch(child -> shows(child, part)));
    }

    /** The same of the columns of a relation that holds each row once. */
    static List<Attribute> standIns(LogicalPlan plan, Demand demand) {
        return plan instanceof Distinct || plan instanceof SetOperation
                ? Scala.<Attribute>list(plan.output()).stream()
                        .filter(column -> demand.has(Columns.id(column)))
                        .filter(column -> !isExact(((Expression) column).dataType()))
                        .toList()
                : List.of();
    }
}
