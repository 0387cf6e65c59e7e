package io.hindcast.proof;

import io.hindcast.proof.Demand.Share;
import io.hindcast.spark.Scala;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.ArraySort;
import org.apache.spark.sql.catalyst.expressions.ArraySort$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LambdaFunction;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;

/** For which functions over lists the order of the elements makes no difference. */
final class ListShares {

    /** Give the same for any order of their first argument. */
    private static final Set<String> BLIND = Set.of(
            "SortArray",
            "Size",
            "ArraySize",
            "ArrayContains",
            "ArrayMax",
            "ArrayMin",
            "ArrayExists",
            "ArrayForAll",
            "Explode",
            "Inline");

    /** Blind for both arguments. */
    private static final Set<String> BLIND_FOR_BOTH = Set.of("ArraysOverlap");

    /** Give a list with the same elements, in an order that follows that of their arguments. */
    private static final Set<String> KEEPING = Set.of(
            "Alias",
            "ArrayTransform",
            "ArrayFilter",
            "ArrayDistinct",
            "ArrayUnion",
            "ArrayIntersect",
            "ArrayExcept",
            "ArrayCompact",
            "ArrayRemove",
            "Concat",
            "Flatten",
            "Cast",
            "Coalesce",
            "If",
            "CaseWhen",
            "GeneratorOuter",
            "Reverse");

    private ListShares() {}

    /** Which share of an argument makes a difference, when a share of the function's value does. */
    static Share ofArgument(Expression function, int argument, Share share) {
        String name = function.getClass().getSimpleName();
        boolean blind = (BLIND.contains(name) && argument == 0)
                || BLIND_FOR_BOTH.contains(name)
                || (argument == 0 && function instanceof ArraySort sort && ordersByValue(sort));
        if (blind) {
            return Share.ELEMENTS;
        }
        boolean keeps = KEEPING.contains(name) && !looksAtPlaces(function);
        return keeps ? share : Share.WHOLE;
    }

    /** A comparison of the author's own may find different elements equal. */
    private static boolean ordersByValue(ArraySort sort) {
        if (!(sort.function() instanceof LambdaFunction comparison)) {
            return false;
        }
        List<NamedExpression> pair = Scala.list(comparison.arguments());
        return pair.size() == 2
                && comparison
                        .function()
                        .semanticEquals(
                                ArraySort$.MODULE$.comparator((Expression) pair.get(0), (Expression) pair.get(1)));
    }

    private static boolean looksAtPlaces(Expression function) {
        return Scala.<Expression>list(function.children()).stream()
                .anyMatch(child -> child instanceof LambdaFunction lambda
                        && lambda.arguments().size() > 1);
    }
}
