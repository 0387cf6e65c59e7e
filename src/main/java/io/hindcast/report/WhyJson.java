package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.Expiry;
import io.hindcast.ledger.ForeignWrite;
import io.hindcast.ledger.Quarantine;
import io.hindcast.plan.Explanation;
import io.hindcast.plan.Reason;
import io.hindcast.plan.Standing;
import java.util.Locale;
import java.util.Optional;

/** Why a partition is what it is, as JSON. */
public final class WhyJson {

    private WhyJson() {}

    /** On one line; what does not apply is not there. */
    public static String of(Explanation why, Background background) {
        ObjectNode document = Json.object();
        document.put("asset", why.asset());
        document.put("partition", why.partition().toString());
        document.put("standing", why.standing().map(Standing::word).orElse("outside"));
        why.reasons().stream().map(Reason::word).forEach(document.putArray("reasons")::add);
        document.put("fingerprint", why.fingerprint());
        why.build().ifPresent(build -> document.set("built", tree(build)));
        background.overwritten().keySet().stream()
                .findFirst()
                .ifPresent(build -> document.set("overwritten", tree(build)));
        why.touched()
                .flatMap(TouchedColumns::names)
                .ifPresent(columns -> columns.forEach(document.putArray("columns_changing")::add));
        background.codeChanges().forEach(document.putArray("code_changes")::add);
        why.content().ifPresent(content -> document.set("content", tree(content)));
        ArrayNode inputs = document.putArray("inputs");
        why.reads().forEach(read -> inputs.add(tree(read, background)));
        why.quarantine().ifPresent(quarantine -> document.set("quarantine", tree(quarantine)));
        why.foreign().ifPresent(foreign -> document.set("foreign", tree(foreign)));
        why.expiry().ifPresent(expiry -> document.set("expired", tree(expiry)));
        ObjectNode consumers = document.putObject("consumers");
        why.consumers()
                .forEach(consumer ->
                        consumers.put(consumer.asset(), consumer.partitions().toString()));
        ObjectNode reads = Json.object();
        why.consumers()
                .forEach(consumer -> consumer.reads()
                        .names()
                        .ifPresent(names -> names.forEach(reads.putArray(consumer.asset())::add)));
        if (!reads.isEmpty()) {
            document.set("columns_read", reads);
        }
        background.reached().forEach(document.putArray("reached")::add);
        document.set("trace", TraceJson.path(background.trace()));
        document.set("causes", TraceJson.causes(background.trace().causes(), background));
        document.set("follows", TraceJson.follows(background.follows()));
        return document.toString();
    }

    private static ObjectNode tree(Build build) {
        return Json.object()
                .put("event", build.event().word())
                .put("run", build.run())
                .put("step", build.step())
                .put("attempt", build.attempt())
                .put("at", build.at().toString())
                .put("version", build.version())
                .put("fingerprint", build.fingerprint());
    }

    private static ObjectNode tree(CommitRecord.Content content) {
        return Json.object()
                .put("rows", content.rows())
                .put("bytes", content.bytes())
                .put("files", content.files())
                .put("hash", content.hash());
    }

    private static ObjectNode tree(Explanation.Read read, Background background) {
        ObjectNode tree = Json.object()
                .put("input", read.input())
                .put("mapping", read.mapping())
                .put("partitions", read.partitions().toString());
        read.mappingThen().ifPresent(mapping -> tree.put("mapping_then", mapping));
        read.then().ifPresent(version -> tree.put("then", version));
        read.readThen().ifPresent(set -> tree.put("read_then", set));
        tree.put("now", read.now());
        ArrayNode changes = tree.putArray("changed");
        for (Explanation.Change change : read.changes()) {
            ObjectNode entry = Json.object();
            change.version().ifPresent(version -> entry.put("version", version));
            if (change.cause() != Explanation.Cause.CONTENT) {
                entry.put("cause", change.cause().name().toLowerCase(Locale.ROOT));
            }
            if (change.cause() == Explanation.Cause.OTHER_COLUMNS) {
                change.columns().forEach(entry.putArray("columns")::add);
            }
            entry.put("partitions", change.partitions().toString());
            change.version().stream()
                    .mapToObj(version -> background.commit(read.input(), version))
                    .flatMap(Optional::stream)
                    .forEach(commit -> TraceJson.commit(entry, commit));
            changes.add(entry);
        }
        if (!read.rebuilt().isEmpty()) {
            tree.put("to_rebuild", read.rebuilt().toString());
        }
        if (!read.unseen().partitions().isEmpty()) {
            ObjectNode unseen = tree.putObject("to_rebuild_unseen")
                    .put("partitions", read.unseen().partitions().toString());
            read.unseen().columns().forEach(unseen.putArray("columns")::add);
        }
        notThere(read, tree);
        return tree.put("changes", read.weight().name().toLowerCase(Locale.ROOT));
    }

    private static void notThere(Explanation.Read read, ObjectNode tree) {
        if (!read.gone().isEmpty()) {
            tree.put("gone", read.gone().toString());
        }
        if (!read.lacking().isEmpty()) {
            tree.put("lacking", read.lacking().toString());
        }
    }

    private static ObjectNode tree(Quarantine quarantine) {
        return Json.object()
                .put("run", quarantine.run())
                .put("step", quarantine.step())
                .put("at", quarantine.at().toString())
                .put("error", quarantine.error());
    }

    private static ObjectNode tree(Expiry expiry) {
        return Json.object()
                .put("run", expiry.run())
                .put("version", expiry.version())
                .put("at", expiry.at().toString())
                .put("reason", expiry.reason())
                .put("actor", expiry.actor());
    }

    private static ObjectNode tree(ForeignWrite foreign) {
        return Json.object()
                .put("version", foreign.version())
                .put("at", foreign.at().toString())
                .put("operation", foreign.operation())
                .put("author", foreign.author());
    }
}
