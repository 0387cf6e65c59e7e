package io.hindcast.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.spark.Scala;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("spark")
final class NaturesTest {

    /** Names of what makes the expression, where that is not the name of the expression. */
    private static final Set<String> MAKERS = Set.of("TrySum", "TryAverage", "CountMinSketchAgg");

    @Test
    void everyAggregateFunctionOfSparkIsJudged() {
        SortedSet<String> unknown = new TreeSet<>();
        int judged = 0;
        for (FunctionIdentifier function : Scala.<FunctionIdentifier>list(
                FunctionRegistry$.MODULE$.builtin().listFunction())) {
            ExpressionInfo info = Scala.optional(
                            FunctionRegistry$.MODULE$.builtin().lookupFunction(function))
                    .orElseThrow();
            if (info.getGroup().equals("agg_funcs")) {
                String name = info.getClassName().replaceFirst(".*\\.", "").replaceFirst("(Expression)?Builder$", "");
                judged++;
                if (!AggregateRules.NATURES.containsKey(name) && !MAKERS.contains(name)) {
                    unknown.add(function.funcName() + " is " + info.getClassName());
                }
            }
        }

        assertThat(unknown).isEmpty();
        assertThat(judged).isGreaterThan(70);
    }
}
