package io.hindcast.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionWithRandomSeed;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.Product;

/** What expressions and nodes of plans are made with, in canonical form: all of it, whatever Spark may add to them. */
final class CanonicalArguments {

    private boolean isUncertain;

    /** Whether something had no text that is the same each time. */
    boolean isUncertain() {
        return isUncertain;
    }

    /** Of an expression or a node, but for the nodes below it; {@code each} gives the terms of expressions among them. */
    String of(TreeNode<?> node, Function<Expression, Term> each) {
        List<String> arguments = new ArrayList<>();
        Product product = (Product) node;
        boolean isDrawn = node instanceof ExpressionWithRandomSeed;
        isUncertain = isUncertain || isDrawn;
        for (int i = 0; i < product.productArity(); i++) {
            Object value = product.productElement(i);
            // A seed may be drawn anew each time that the statement is analysed.
            boolean isSeed = isDrawn && (value instanceof Literal || value instanceof Option<?>);
            if (value instanceof LogicalPlan || isSeed) {
                continue;
            }
            String text = argument(value, each);
            if (!CanonicalValues.isUsual(node, i, text)) {
                arguments.add(text);
            }
        }
        return String.join(", ", arguments);
    }

    private String argument(@Nullable Object value, Function<Expression, Term> each) {
        if (value instanceof Expression expression) {
            return each.apply(expression).text();
        }
        if (value instanceof scala.collection.Iterable<?> several) {
            return Scala.<Object>list(several).stream()
                    .map(one -> argument(one, each))
                    .toList()
                    .toString();
        }
        if (value instanceof Option<?> option) {
            return option.isDefined() ? argument(option.get(), each) : "none";
        }
        if (value instanceof DataType type) {
            return CanonicalValues.type(type);
        }
        if (value instanceof Product product && product.productArity() > 0) {
            List<String> parts = new ArrayList<>();
            product.productIterator().foreach(part -> parts.add(argument(part, each)));
            isUncertain = isUncertain || value instanceof ExprId;
            return product.productPrefix() + parts;
        }
        String text = CanonicalValues.plain(value);
        isUncertain = isUncertain || CanonicalValues.isUnstable(text);
        return text;
    }
}
