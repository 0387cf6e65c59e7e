package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.ledger.TableCommit;
import io.hindcast.plan.Downstream;
import io.hindcast.plan.Trace;
import java.util.List;

/** What caused a standing, and what would follow from a rebuild, as JSON. */
final class TraceJson {

    private TraceJson() {}

    /** Causes, each with the commits that are known. */
    static ArrayNode causes(List<Trace.Cause> causes, Background background) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Trace.Cause cause : causes) {
            ObjectNode one = all.addObject()
                    .put("cause", cause.kind().word())
                    .put("table", cause.table())
                    .put("partitions", cause.partitions().toString());
            if (!cause.columns().isEmpty()) {
                cause.columns().forEach(one.putArray("columns")::add);
            }
            if (!cause.because().isEmpty()) {
                one.put("because", cause.because());
            }
            if (!cause.versions().isEmpty()) {
                ArrayNode commits = one.putArray("commits");
                cause.versions().forEach(version -> {
                    ObjectNode commit = commits.addObject().put("version", version);
                    background.commit(cause.table(), version).ifPresent(known -> commit(commit, known));
                });
            }
            one.put("reaches", cause.asked().toString());
        }
        return all;
    }

    /** What a commit says of itself. */
    static void commit(ObjectNode entry, TableCommit commit) {
        entry.put("at", commit.at().toString()).put("operation", commit.operation());
        if (!commit.author().isEmpty()) {
            entry.put("author", commit.author());
        }
        commit.record()
                .ifPresent(record -> entry.put("run", record.run())
                        .put("step", record.step())
                        .put("actor", record.actor()));
    }

    /** The way from the asked partitions to the causes. */
    static ArrayNode path(Trace trace) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        trace.levels()
                .forEach(level -> level.links()
                        .forEach(link -> all.addObject()
                                .put("asset", level.asset())
                                .put("partitions", link.readers().toString())
                                .put("reads", link.input())
                                .put("read", link.read().toString())
                                .put("how", link.how().word())));
        return all;
    }

    /** Asset to partitions. */
    static ObjectNode follows(Downstream follows) {
        ObjectNode all = Json.object();
        follows.assets().forEach((name, set) -> all.put(name, set.toString()));
        return all;
    }
}
