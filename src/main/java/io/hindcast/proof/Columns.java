package io.hindcast.proof;

import io.hindcast.spark.Scala;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Cast$;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.UnaryMinus;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/** The columns of plans and expressions, as numbers. */
final class Columns {

    private Columns() {}

    static long id(NamedExpression column) {
        return column.exprId().id();
    }

    static Set<Long> output(LogicalPlan plan) {
        return ids(Scala.list(plan.output()));
    }

    private static Set<Long> ids(List<Attribute> attributes) {
        Set<Long> ids = new HashSet<>();
        attributes.forEach(attribute -> ids.add(id(attribute)));
        return ids;
    }

    /** The columns that a value is computed from. */
    static Set<Long> read(Expression expression) {
        return ids(Scala.<Attribute>list(expression.references().toSeq()));
    }

    static Set<Long> read(List<? extends Expression> expressions) {
        Set<Long> read = new HashSet<>();
        expressions.forEach(expression -> read.addAll(read(expression)));
        return read;
    }

    /** The columns that can be told from a value: two rows with the same value agree in them. */
    static Set<Long> told(Expression expression) {
        Set<Long> told = new HashSet<>();
        tell(expression, told);
        return told;
    }

    static Set<Long> told(List<? extends Expression> expressions) {
        Set<Long> told = new HashSet<>();
        expressions.forEach(expression -> tell(expression, told));
        return told;
    }

    private static void tell(Expression expression, Set<Long> told) {
        if (expression instanceof AttributeReference attribute) {
            if (Collations.isExact(attribute.dataType())) {
                told.add(id(attribute));
            }
        } else if (expression instanceof CreateNamedStruct struct) {
            Scala.<Expression>list(struct.valExprs()).forEach(member -> tell(member, told));
        } else if (expression instanceof Alias
                || expression instanceof SortOrder
                || expression instanceof UnaryMinus
                || (expression instanceof Cast cast && losesNothing(cast))) {
            tell(expression.children().head(), told);
        }
    }

    private static boolean losesNothing(Cast cast) {
        DataType from = cast.child().dataType();
        return Cast$.MODULE$.canUpCast(from, cast.dataType()) && (isFloating(from) || !isFloating(cast.dataType()));
    }

    static boolean isFloating(DataType type) {
        return type instanceof DoubleType || type instanceof FloatType;
    }

    /** The parts of a condition that must all hold. */
    static void conjuncts(Expression condition, List<Expression> parts) {
        if (condition instanceof And and) {
            conjuncts(and.left(), parts);
            conjuncts(and.right(), parts);
        } else {
            parts.add(condition);
        }
    }
}
