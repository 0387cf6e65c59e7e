package io.hindcast.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Column;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.asset.JobInput;
import io.hindcast.asset.JobInspector;
import io.hindcast.asset.JobSignature;
import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.SourceDeclaration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Remembers what another inspector told of SQL jobs, from one process to the next, by all that the answer depends on: the
 * text, the partitioning, the inputs with their columns and mappings, and the program itself. Analysing the first job of a process costs
 * a second of loading Spark's classes; a command that only looks does without. Java jobs are asked about each time: their
 * jars may change unseen. Problems are not remembered.
 */
public final class CachedJobInspector implements JobInspector {

    private final String program;
    private final KeptInspections kept;
    private final JobInspector inspector;

    /**
     * An inspector with a memory.
     *
     * @param file where it is kept
     * @param program tells this build of the program from every other
     * @param inspector is asked for what is not known
     */
    public CachedJobInspector(Path file, String program, JobInspector inspector) {
        this.program = program;
        this.kept = KeptInspections.read(file);
        this.inspector = inspector;
    }

    @Override
    public SortedSet<String> relations(AssetDeclaration asset) {
        return asset.job().match(sql -> relations(asset, sql), java -> inspector.relations(asset));
    }

    private SortedSet<String> relations(AssetDeclaration asset, SqlJob job) {
        String key = "relations " + Sha256.hex(program + "\n" + job.text());
        return kept.find(key).map(CachedJobInspector::names).orElseGet(() -> {
            SortedSet<String> names = inspector.relations(asset);
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            names.forEach(array::add);
            kept.keep(key, array);
            return names;
        });
    }

    private static SortedSet<String> names(JsonNode array) {
        SortedSet<String> names = new TreeSet<>();
        array.forEach(name -> names.add(name.asText()));
        return names;
    }

    @Override
    public JobSignature signature(AssetDeclaration asset, Map<String, JobInput> inputs) {
        return asset.job().match(sql -> signature(asset, sql, inputs), java -> inspector.signature(asset, inputs));
    }

    private JobSignature signature(AssetDeclaration asset, SqlJob job, Map<String, JobInput> inputs) {
        String key = "signature 6 " + Sha256.hex(program + "\n" + CanonicalKey.of(asset, job, inputs));
        return kept.find(key).map(CachedJobInspector::signature).orElseGet(() -> {
            JobSignature signature = inspector.signature(asset, inputs);
            kept.keep(key, tree(signature));
            return signature;
        });
    }

    private static JsonNode tree(JobSignature signature) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        ArrayNode columns = tree.putArray("columns");
        signature
                .columns()
                .forEach(column -> columns.addArray().add(column.name()).add(column.type()));
        tree.put("fingerprint", signature.fingerprint());
        signature.earlier().forEach(tree.putArray("earlier")::add);
        PartsJson.write(signature.parts(), tree.putObject("parts"));
        tree.put("code", signature.canonicalCode());
        ObjectNode reads = tree.putObject("reads");
        new TreeMap<>(signature.reads())
                .forEach((input, read) -> read.names().ifPresent(names -> names.forEach(reads.putArray(input)::add)));
        FindingJson.write(signature.findings(), tree.putArray("findings"));
        return tree;
    }

    private static JobSignature signature(JsonNode tree) {
        List<Column> columns = new ArrayList<>();
        tree.path("columns")
                .forEach(c ->
                        columns.add(new Column(c.path(0).asText(), c.path(1).asText())));
        return new JobSignature(
                columns,
                tree.path("fingerprint").asText(),
                names(tree.path("earlier")),
                PartsJson.read(tree.path("parts")),
                tree.path("code").asText(),
                reads(tree.path("reads")),
                FindingJson.read(tree.path("findings")));
    }

    private static Map<String, ReadColumns> reads(JsonNode tree) {
        Map<String, ReadColumns> reads = new TreeMap<>();
        tree.properties().forEach(input -> reads.put(input.getKey(), ReadColumns.of(names(input.getValue()))));
        return reads;
    }

    @Override
    public void requireComputable(SourceDeclaration source) {
        if (source.landing().filter(l -> !l.derived().isEmpty()).isEmpty()) {
            return;
        }
        String text = source.columns() + "\n"
                + new TreeMap<>(source.landing().orElseThrow().derived());
        String key = "computable " + Sha256.hex(program + "\n" + text);
        if (kept.find(key).isEmpty()) {
            inspector.requireComputable(source);
            kept.keep(key, JsonNodeFactory.instance.arrayNode());
        }
    }

    /** Keeps what was told, for the next process. */
    public void save() {
        kept.save();
    }
}
