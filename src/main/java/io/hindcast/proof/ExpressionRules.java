package io.hindcast.proof;

import io.hindcast.asset.PurityRule;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.AesEncrypt;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Nondeterministic;
import org.apache.spark.sql.catalyst.expressions.ParseToDate;
import org.apache.spark.sql.catalyst.expressions.ParseToTimestamp;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.expressions.UserDefinedExpression;
import org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions$;
import org.apache.spark.sql.catalyst.optimizer.SpecialDatetimeValues$;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Which expressions of one row give the same for the same row. */
final class ExpressionRules {

    private static final Map<String, PurityRule> BY_CLASS = Map.ofEntries(
            Map.entry("Rand", PurityRule.RANDOM),
            Map.entry("Randn", PurityRule.RANDOM),
            Map.entry("RandStr", PurityRule.RANDOM),
            Map.entry("Uniform", PurityRule.RANDOM),
            Map.entry("Uuid", PurityRule.RANDOM),
            Map.entry("Shuffle", PurityRule.RANDOM),
            Map.entry("CurrentDate", PurityRule.CLOCK),
            Map.entry("CurrentTime", PurityRule.CLOCK),
            Map.entry("CurrentTimestamp", PurityRule.CLOCK),
            Map.entry("Now", PurityRule.CLOCK),
            Map.entry("LocalTimestamp", PurityRule.CLOCK),
            Map.entry("CurrentUser", PurityRule.SESSION),
            Map.entry("SessionUser", PurityRule.SESSION),
            Map.entry("CurrentCatalog", PurityRule.SESSION),
            Map.entry("CurrentDatabase", PurityRule.SESSION),
            Map.entry("CurrentTimeZone", PurityRule.SESSION),
            Map.entry("SparkVersion", PurityRule.SESSION),
            Map.entry("MonotonicallyIncreasingID", PurityRule.PHYSICAL),
            Map.entry("SparkPartitionID", PurityRule.PHYSICAL),
            Map.entry("InputFileName", PurityRule.PHYSICAL),
            Map.entry("InputFileBlockStart", PurityRule.PHYSICAL),
            Map.entry("InputFileBlockLength", PurityRule.PHYSICAL),
            Map.entry("CallMethodViaReflection", PurityRule.REFLECTION),
            Map.entry("TryReflect", PurityRule.REFLECTION));

    /** The parser computes such a literal itself: only the text still tells. */
    private static final Pattern SPECIAL_LITERAL =
            Pattern.compile("(?i)\\b(date|timestamp\\w*)\\s*['\"]\\s*(now|today|tomorrow|yesterday)\\b[^'\"]*['\"]");

    private ExpressionRules() {}

    /** The rule that an expression breaks by itself, whatever it is made of. */
    static Optional<PurityRule> broken(Expression expression) {
        PurityRule byClass = BY_CLASS.get(expression.getClass().getSimpleName());
        if (byClass != null) {
            return Optional.of(byClass);
        }
        if (expression instanceof UserDefinedExpression) {
            return Optional.of(PurityRule.UDF);
        }
        if (expression instanceof Nondeterministic) {
            return Optional.of(PurityRule.RANDOM);
        }
        if (isSpecialTime(expression)) {
            return Optional.of(PurityRule.CLOCK);
        }
        if (expression instanceof AesEncrypt encryption && drawsVector(encryption)) {
            return Optional.of(PurityRule.RANDOM);
        }
        boolean isCurrent = expression.children().isEmpty() && expression.containsPattern(TreePattern.CURRENT_LIKE());
        return isCurrent ? Optional.of(PurityRule.SESSION) : Optional.empty();
    }

    /** A time of the clock that is written as a literal somewhere in a text, such as that of a list of VALUES. */
    static Optional<String> clockIn(String text) {
        return SPECIAL_LITERAL.matcher(text).results().map(MatchResult::group).findFirst();
    }

    /** Where it is given no initialisation vector and needs one, it draws one. */
    private static boolean drawsVector(AesEncrypt encryption) {
        boolean needsOne =
                !isConstant(encryption.mode(), mode -> mode.toString().strip().equalsIgnoreCase("ECB"));
        return needsOne && isConstant(encryption.iv(), vector -> vector instanceof byte[] bytes && bytes.length == 0);
    }

    private static boolean isConstant(Expression expression, Predicate<Object> test) {
        return expression.foldable()
                && Optional.ofNullable(expression.eval(InternalRow.empty()))
                        .filter(test)
                        .isPresent();
    }

    private static boolean isSpecialTime(Expression expression) {
        if (expression instanceof Literal literal) {
            return isTime(literal.dataType())
                    && Origins.text(expression.origin())
                            .filter(text -> SPECIAL_LITERAL.matcher(text).lookingAt())
                            .isPresent();
        }
        if (expression instanceof ParseToTimestamp || expression instanceof ParseToDate) {
            return isSpecialTime(((RuntimeReplaceable) expression).replacement());
        }
        return expression instanceof Cast cast
                && isTime(cast.dataType())
                && cast.child().dataType() instanceof StringType
                && cast.references().isEmpty()
                && isReadOffTheClock(cast);
    }

    /** Whether Spark, before it runs a query, puts a time of the clock in place of a text such as {@code today}. */
    private static boolean isReadOffTheClock(Cast constant) {
        try {
            LogicalPlan plan =
                    ReplaceExpressions$.MODULE$.apply(new Filter(new IsNotNull(constant), new OneRowRelation()));
            return !SpecialDatetimeValues$.MODULE$.apply(plan).equals(plan);
        } catch (RuntimeException e) {
            // What cannot be computed is no such text: the query itself will fail.
            return false;
        }
    }

    private static boolean isTime(DataType type) {
        return type instanceof DateType || type instanceof TimestampType || type instanceof TimestampNTZType;
    }
}
