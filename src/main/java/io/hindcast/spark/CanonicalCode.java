package io.hindcast.spark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Column;
import io.hindcast.asset.JobInput;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.UpperCaseCharStream;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;

/**
 * The text that stands for "the same code", and its hash. Scheme f1: for SQL the tokens of the statement without
 * comments and layout, names and keywords in lower case; for Java the byte code without debug information; with them
 * everything else that the rows depend on: the settings that bear meaning, how the asset is partitioned, how its inputs
 * are mapped, and the types of the columns that it reads. Versions of Spark and of Hindcast are no part of it.
 */
final class CanonicalCode {

    /** The scheme in front of every fingerprint. */
    static final String SCHEME = "f1:";

    private CanonicalCode() {}

    /** The fingerprint of a text. */
    static String fingerprint(String text) {
        return SCHEME + Sha256.hex(text);
    }

    /**
     * The canonical text of an asset's code.
     *
     * @param kind sql or java
     * @param code the canonical statement, or the hashes of the classes
     * @param reads input to how it is mapped and the columns of it that are read
     */
    static String of(AssetDeclaration asset, String kind, String code, Map<String, JobInput> reads) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("format", 1);
        tree.put(kind, code);
        asset.job().match(sql -> tree, java -> {
            new TreeMap<>(java.settings()).forEach(tree.putObject("job_settings")::put);
            return tree;
        });
        tree.putObject("settings").put("spark.sql.ansi.enabled", "true").put("spark.sql.session.timeZone", "UTC");
        tree.put("partition", asset.partitioning().shape());
        ObjectNode inputs = tree.putObject("inputs");
        new TreeMap<>(reads).forEach((name, read) -> {
            ObjectNode input = inputs.putObject(name).put("mapping", read.mapping());
            ObjectNode columns = input.putObject("columns");
            read.columns().stream()
                    .sorted(Comparator.comparing(Column::name))
                    .forEach(column -> columns.put(column.name(), column.type()));
        });
        asset.self().ifPresent(self -> tree.put("self", self.offsets() + " " + self.chaining()));
        return tree.toString();
    }

    /** The tokens of a statement with one blank between them. */
    static String statement(String sql) {
        SqlBaseLexer lexer = new SqlBaseLexer(new UpperCaseCharStream(CharStreams.fromString(sql)));
        lexer.removeErrorListeners();
        StringBuilder text = new StringBuilder();
        for (Token token : lexer.getAllTokens()) {
            boolean meant = token.getChannel() == Token.DEFAULT_CHANNEL && token.getType() != SqlBaseLexer.SEMICOLON;
            if (meant) {
                text.append(text.length() == 0 ? "" : " ").append(canonical(token));
            }
        }
        return text.toString();
    }

    private static String canonical(Token token) {
        String text = token.getText();
        boolean literal =
                token.getType() == SqlBaseLexer.STRING_LITERAL || token.getType() == SqlBaseLexer.DOUBLEQUOTED_STRING;
        return literal ? text : text.toLowerCase(Locale.ROOT);
    }

    /** Output column to the fingerprint of the expression that defines it. */
    static Map<String, String> columns(LogicalPlan analysed) {
        Map<String, String> fingerprints = new TreeMap<>();
        for (NamedExpression column : outermost(analysed)) {
            Expression definition = column instanceof Alias alias ? alias.child() : (Expression) column;
            fingerprints.put(column.name(), fingerprint(definition.sql()));
        }
        return fingerprints;
    }

    private static List<? extends NamedExpression> outermost(LogicalPlan plan) {
        if (plan instanceof Project project) {
            return Scala.list(project.projectList());
        }
        if (plan instanceof Aggregate aggregate) {
            return Scala.list(aggregate.aggregateExpressions());
        }
        boolean wraps = plan.children().size() == 1
                && Scala.list(plan.output()).size()
                        == Scala.list(plan.children().head().output()).size();
        return wraps ? outermost(plan.children().head()) : Scala.list(plan.output());
    }

    /** The names of all attributes that a plan uses anywhere above its relations. */
    static void collectNames(LogicalPlan plan, Set<String> names) {
        if (plan instanceof LeafNode) {
            // A relation lists all its columns, whether or not anything above it uses them.
            return;
        }
        Scala.list(plan.expressions()).forEach(expression -> collectNames(expression, names));
        Scala.list(plan.children()).forEach(child -> collectNames(child, names));
        Scala.list(plan.subqueries()).forEach(subquery -> collectNames(subquery, names));
    }

    private static void collectNames(Expression expression, Set<String> names) {
        if (expression instanceof AttributeReference attribute) {
            names.add(attribute.name());
        }
        Scala.list(expression.children()).forEach(child -> collectNames(child, names));
    }
}
