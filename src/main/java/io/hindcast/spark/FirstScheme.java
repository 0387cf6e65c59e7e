package io.hindcast.spark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Column;
import io.hindcast.asset.JobInput;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.UpperCaseCharStream;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * Scheme f1, by which warehouses were built before {@link CanonicalCode}: what it says of a job is kept for good, so that
 * nothing is out of date because it was recorded under it. For SQL it hashes the tokens of the statement without comments
 * and layout, names and keywords in lower case; for Java the byte code; with them the settings, how the asset is
 * partitioned, how its inputs are mapped, and the types of columns whose names are used.
 */
final class FirstScheme {

    private static final String SCHEME = "f1:";

    private FirstScheme() {}

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

    /**
     * Input to the columns of it whose name is used in a plan; a column of another relation with the same name counts
     * too, to be safe.
     */
    static Map<String, JobInput> read(LogicalPlan analysed, Map<String, JobInput> inputs) {
        Set<String> names = new HashSet<>();
        collectNames(analysed, names);
        Set<String> lower = new HashSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        Map<String, JobInput> reads = new TreeMap<>();
        inputs.forEach((name, input) -> reads.put(
                name,
                new JobInput(
                        input.columns().stream()
                                .filter(column -> lower.contains(column.name().toLowerCase(Locale.ROOT)))
                                .toList(),
                        input.mapping())));
        return reads;
    }

    /** The names of all attributes that a plan uses anywhere above its relations. */
    private static void collectNames(LogicalPlan plan, Set<String> names) {
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
