package io.hindcast.spark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Column;
import io.hindcast.asset.JobInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What stands for "the same code", and its hash. Scheme f2: for SQL the analysed plan in canonical form; for Java the byte
 * code without debug information; with them everything else that the rows depend on: the settings that bear meaning, how
 * the asset is partitioned, and how its inputs are mapped. Versions of Spark and of Hindcast are no part of it.
 *
 * <p>The text that is kept tells more than is hashed: the statement, and the types of the columns of inputs that it names.
 * From these a later scheme can analyse it again.
 *
 * @param text a JSON document, kept beside the tables
 * @param fingerprint scheme and hash
 * @param rows the same of all but what the columns are computed as: of what decides which rows there are
 */
record CanonicalCode(String text, String fingerprint, String rows) {

    /** The scheme in front of every fingerprint. */
    static final String SCHEME = "f2:";

    /** Settings of Spark that are told. Another one that gets a fixed value tells nothing, for it had that value before. */
    private static final List<String> MEANING = List.of("spark.sql.ansi.enabled", "spark.sql.session.timeZone");

    /** Literals that are what the clock says when the statement is parsed. */
    private static final Pattern CLOCK =
            Pattern.compile("\\b(date|timestamp\\w*) ['\"]\\s*(?i:now|today|tomorrow|yesterday)\\s*['\"]");

    /** The fingerprint of a text. */
    static String fingerprint(String text) {
        return SCHEME + Sha256.hex(text);
    }

    /**
     * The code of an asset that a SELECT computes.
     *
     * @param statement its tokens
     * @param reads input to how it is mapped and the columns of it that are named
     */
    static CanonicalCode ofSql(
            AssetDeclaration asset, String statement, CanonicalForm form, Map<String, JobInput> reads) {
        Map<String, JobInput> mapped = new TreeMap<>();
        reads.forEach((name, input) -> mapped.put(name, new JobInput(List.of(), input.mapping())));
        ObjectNode hashed = around(asset, mapped);
        boolean isOfTheClock = CLOCK.matcher(statement).find();
        if (isOfTheClock || form.certainty() == CanonicalForm.Certainty.PARTIAL) {
            hashed.put("sql", statement);
        }
        ObjectNode rows = hashed.deepCopy().put("rows", form.rowsText());
        ObjectNode kept = around(asset, reads).put("sql", statement);
        if (!isOfTheClock) {
            hashed.set("plan", form.tree());
            kept.set("plan", form.tree());
        }
        return new CanonicalCode(kept.toString(), fingerprint(hashed.toString()), fingerprint(rows.toString()));
    }

    /**
     * The code of an asset that a class computes.
     *
     * @param classes what it is made of in the user's jars, to the hash of each
     * @param inputs with all their columns, for nobody knows which of them are read
     */
    static CanonicalCode ofJava(
            AssetDeclaration asset, SortedMap<String, String> classes, Map<String, JobInput> inputs) {
        ObjectNode tree = around(asset, inputs);
        classes.forEach(tree.putObject("java")::put);
        String text = tree.toString();
        // What a class computes a column from is not known: each part is the whole.
        return new CanonicalCode(text, fingerprint(text), fingerprint(text));
    }

    private static ObjectNode around(AssetDeclaration asset, Map<String, JobInput> reads) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("format", 2);
        asset.job().match(sql -> tree, java -> {
            new TreeMap<>(java.settings()).forEach(tree.putObject("job_settings")::put);
            return tree;
        });
        ObjectNode settings = tree.putObject("settings");
        MEANING.forEach(setting -> settings.put(setting, Sessions.meaning().get(setting)));
        tree.put("partition", asset.partitioning().shape());
        ObjectNode inputs = tree.putObject("inputs");
        new TreeMap<>(reads).forEach((name, read) -> {
            ObjectNode columns =
                    inputs.putObject(name).put("mapping", read.mapping()).putObject("columns");
            List<Column> sorted = new ArrayList<>(read.columns());
            sorted.sort(Comparator.comparing(Column::name));
            sorted.forEach(column -> columns.put(column.name(), column.type()));
        });
        asset.self().ifPresent(self -> tree.put("self", self.offsets() + " " + self.chaining()));
        return tree;
    }
}
